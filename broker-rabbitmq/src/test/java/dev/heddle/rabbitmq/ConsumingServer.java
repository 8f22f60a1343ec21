package dev.heddle.rabbitmq;

import dev.heddle.platform.message.Broker;
import dev.heddle.platform.message.Consumers;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseAddress;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.chaos.ChildProgram;
import dev.heddle.postgres.event.PostgresConsumerStore;
import dev.heddle.postgres.event.TestSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** A server whose triggers consume, in a process of its own. */
final class ConsumingServer {

  /** What it says when it begins to consume. */
  static final String CONSUMES = "consumes";

  /** So that a test need not wait as long as servers do. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private ConsumingServer() {}

  static ChildProgram start(TestDatabase database) throws IOException {
    return new ChildProgram(ConsumingServer.class, database.url(), _ -> {});
  }

  static void main(String[] arguments) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String url = commands.readLine();
    RabbitBroker rabbit = new RabbitBroker();
    Broker telling =
        (source, password, authority, receiver) -> {
          Broker.Consumption begun = rabbit.consume(source, password, authority, receiver);
          System.out.println(CONSUMES);
          return begun;
        };
    try (rabbit;
        Database database = Database.open(DatabaseAddress.parse(url), _ -> {});
        TestSite site = new TestSite(database);
        Consumers consumers =
            new Consumers(
                site.rules,
                site.automation.events(),
                site.keys,
                telling,
                new PostgresConsumerStore(database),
                Clock.systemUTC())) {
      consumers.start(PATIENCE);
      while (commands.readLine() != null) {
        throw new IllegalStateException("there is nothing to tell it");
      }
    }
  }
}
