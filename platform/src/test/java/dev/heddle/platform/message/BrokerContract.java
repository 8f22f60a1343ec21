package dev.heddle.platform.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.message.Broker.Consumption;
import dev.heddle.platform.message.Broker.Message;
import dev.heddle.platform.message.Broker.Settlement;
import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every broker of messages does. */
@Timeout(30)
public abstract class BrokerContract {

  protected abstract Broker broker();

  /** A queue of this test with its credentials. */
  protected abstract MessageSource source(int prefetch);

  protected abstract SecretValue password();

  protected abstract void publish(Message message) throws Exception;

  /** Ends all connections. */
  protected abstract void cut() throws Exception;

  /** What was rejected, as soon as there are so many. */
  protected abstract List<Message> rejected(int count) throws Exception;

  /** How many are in the queue that nobody has been handed. */
  protected abstract int waiting() throws Exception;

  /** Keeps what it gets. */
  public static final class Inbox implements Broker.Receiver {

    public record Received(Message message, Settlement settlement) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public void received(Message message, Settlement settlement) {
      received.add(new Received(message, settlement));
    }

    @Override
    public void ended(String reason) {
      assertThat(end.complete(reason)).isTrue();
    }

    /** The next message. */
    public Received next() throws InterruptedException {
      return Objects.requireNonNull(received.poll(20, TimeUnit.SECONDS), "no message came");
    }
  }

  public static Message message(String id) {
    return new Message(
        Optional.of(id), ("{\"n\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private Consumption consume(MessageSource source, Inbox inbox) throws BrokerException {
    return broker().consume(source, password(), Optional.empty(), inbox);
  }

  @Test
  void messagesComeInOrderAndGoWhenTheyAreAccepted() throws Exception {
    Inbox inbox = new Inbox();
    Message anonymous = new Message(Optional.empty(), new byte[] {0, (byte) 0xff});
    publish(message("a"));
    try (Consumption _ = consume(source(10), inbox)) {
      publish(message("b"));
      publish(anonymous);
      for (Message expected : List.of(message("a"), message("b"), anonymous)) {
        Inbox.Received each = inbox.next();
        assertThat(each.message()).isEqualTo(expected);
        each.settlement().accept();
      }
      publish(message("c"));
      assertThat(inbox.next().message()).isEqualTo(message("c"));
    }
    Inbox again = new Inbox();
    try (Consumption _ = consume(source(10), again)) {
      assertThat(again.next().message()).isEqualTo(message("c"));
    }
    assertThat(inbox.end).isNotDone();
  }

  @Test
  void noMoreAreUnderWayThanAskedFor() throws Exception {
    Inbox inbox = new Inbox();
    for (String id : List.of("a", "b", "c", "d")) {
      publish(message(id));
    }
    try (Consumption _ = consume(source(2), inbox)) {
      Inbox.Received first = inbox.next();
      inbox.next();
      assertThat(waiting()).isEqualTo(2);
      assertThat(inbox.received).isEmpty();
      first.settlement().accept();
      assertThat(inbox.next().message()).isEqualTo(message("c"));
      assertThat(waiting()).isEqualTo(1);
    }
  }

  @Test
  void whatIsRejectedGoesWhereTheBrokerKeepsIt() throws Exception {
    Inbox inbox = new Inbox();
    publish(message("bad"));
    try (Consumption _ = consume(source(10), inbox)) {
      inbox.next().settlement().reject();
      assertThat(rejected(1)).containsExactly(message("bad"));
      assertThat(waiting()).isZero();
    }
  }

  @Test
  void afterACutWhatWasNotSettledComesAgain() throws Exception {
    Inbox inbox = new Inbox();
    for (String id : List.of("a", "b", "c")) {
      publish(message(id));
    }
    try (Consumption _ = consume(source(2), inbox)) {
      Inbox.Received settled = inbox.next();
      Inbox.Received open = inbox.next();
      settled.settlement().accept();
      assertThat(inbox.next().message()).isEqualTo(message("c")); // so the broker knows
      cut();
      assertThat(inbox.end.get(20, TimeUnit.SECONDS)).isNotBlank();
      open.settlement().accept();
      open.settlement().reject();
    }
    Inbox again = new Inbox();
    try (Consumption _ = consume(source(2), again)) {
      assertThat(again.next().message()).isEqualTo(message("b"));
      assertThat(again.next().message()).isEqualTo(message("c"));
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    MessageSource there = source(1);
    MessageSource missing =
        new MessageSource(
            there.broker(),
            "nowhere",
            there.username(),
            there.passwordKey(),
            Optional.empty(),
            1,
            1);
    assertThatThrownBy(() -> consume(missing, new Inbox()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("no queue 'nowhere'");
  }

  @Test
  void aWrongPasswordIsRefusedAndNeverRepeated() {
    SecretValue canary = SecretValue.mark(new TextValue("canary-81f2"));
    assertThatThrownBy(() -> broker().consume(source(1), canary, Optional.empty(), new Inbox()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("refuses the user")
        .message()
        .doesNotContain("canary");
  }
}
