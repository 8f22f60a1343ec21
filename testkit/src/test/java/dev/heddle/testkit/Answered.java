package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Reply;

/** What the engine answered to a command. */
final class Answered {

  private Answered() {}

  static void assertDone(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Done.class);
  }

  static void assertConflict(Reply reply) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
  }
}
