package dev.heddle.rabbitmq;

import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.postgres.event.TestSite;
import dev.heddle.values.TextValue;
import java.nio.file.Path;
import java.util.List;

/** A pack with the trigger {@code demo.ordered}, whose events come out of a queue. */
final class OrderedPack {

  static final String TRIGGER = "demo.ordered";

  private OrderedPack() {}

  /** Installs it with rules that do nothing, and the password for the broker. */
  static void install(TestSite site, Path packs, int port, String queue, List<String> rules) {
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file(
        "triggers/ordered.yaml",
        """
        ref: %s
        label: An order came in
        type: rabbitmq
        consume:
          url: amqp://127.0.0.1:%d
          queue: %s
          username: %s
          password_key: broker.password
          prefetch: 50
        output: {order: {type: integer, required: true}}
        """
            .formatted(TRIGGER, port, queue, TestRabbit.USER));
    for (String rule : rules) {
      folder.file(
          "rules/" + rule + ".yaml",
          "{ref: demo.%s, trigger_ref: %s, action_ref: core.noop}".formatted(rule, TRIGGER));
    }
    site.packs.install(PackReader.read(folder.directory()).pack().orElseThrow());
    site.keys.set(KeyOwner.SYSTEM, "broker.password", "", new TextValue(TestRabbit.PASSWORD), true);
  }
}
