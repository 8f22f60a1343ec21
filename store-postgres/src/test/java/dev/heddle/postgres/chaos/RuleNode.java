package dev.heddle.postgres.chaos;

import dev.heddle.engine.decision.Command;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.event.Events;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.event.TestSite;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A server that takes events in, in a process of its own. It is told {@code emit KEY} and {@code
 * cancel EXECUTION}, and says {@code accepted KEY} once the event is durable.
 */
final class RuleNode {

  static final String TRIGGER = "core.alert";

  private static final Duration EFFORT = Duration.ofMillis(5);

  private RuleNode() {}

  /** Starts one; its site opens at once. */
  static ChildProgram start(TestDatabase database, Consumer<String> ear) throws IOException {
    return new ChildProgram(RuleNode.class, database.url(), ear);
  }

  static void main(String[] arguments) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String url = commands.readLine();
    try (Database database = Database.open(DatabaseAddress.parse(url), _ -> {});
        TestSite site = new TestSite(database)) {
      site.takes(EFFORT);
      System.out.println("ready");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "emit" -> emit(site.automation.events(), words[1]);
          case "cancel" ->
              ExecutionId.parse(words[1])
                  .ifPresent(execution -> {
                    var _ =
                        site.engine.submit(
                            execution, new Command.Cancel("somebody", Optional.empty()));
                  });
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
  }

  private static void emit(Events events, String key) {
    MapValue payload = MapValue.builder().put("key", Value.of(key)).build();
    CompletableFuture<Void> _ =
        events
            .offer(TRIGGER, "test", key, payload)
            .thenAccept(answer -> {
              if (answer instanceof Answer.Done<Boolean>) {
                System.out.println("accepted " + key);
              }
            });
  }
}
