package dev.heddle.cli.wiring;

import dev.heddle.engine.Engine;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.event.IdentityOwners;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.queues.Queues;
import dev.heddle.platform.queues.dispatch.Dispatcher;
import dev.heddle.platform.sensor.Sensors;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.event.PostgresConsumerStore;
import dev.heddle.postgres.event.PostgresEventStore;
import dev.heddle.postgres.event.PostgresRuleStore;
import dev.heddle.postgres.event.PostgresSensorStore;
import dev.heddle.postgres.event.PostgresTimerStore;
import dev.heddle.postgres.event.PostgresWebhookStore;
import dev.heddle.postgres.queue.PostgresQueueStore;
import dev.heddle.rabbitmq.RabbitBroker;
import org.jspecify.annotations.Nullable;

/** What starts executions by itself; each part is made when it is first asked for. */
final class AutomationWiring implements AutoCloseable {

  private final Foundation foundation;
  private final CatalogWiring definitions;
  private final AccessWiring access;
  private final Engine engine;
  private final Rules rules;
  private @Nullable Automation automation;
  private @Nullable Dispatcher dispatcher;
  private @Nullable Sensors sensors;
  private @Nullable Consumers consumers;
  private final RabbitBroker broker = new RabbitBroker();

  AutomationWiring(
      Foundation foundation, CatalogWiring definitions, AccessWiring access, Engine engine) {
    this.foundation = foundation;
    this.definitions = definitions;
    this.access = access;
    this.engine = engine;
    this.rules =
        new Rules(
            definitions.live(), new PostgresRuleStore(foundation.database()), foundation.clock());
  }

  /** What turns happenings into executions. */
  synchronized Automation automation() {
    Automation made = automation;
    if (made == null) {
      Database database = foundation.database();
      made =
          new Automation(
              new Automation.Ports(
                  engine,
                  definitions.workflows(),
                  definitions.live(),
                  rules,
                  new PostgresEventStore(database, foundation.key()),
                  new PostgresTimerStore(database),
                  new PostgresWebhookStore(database, foundation.key()),
                  owners(),
                  foundation.clock()));
      automation = made;
    }
    return made;
  }

  /** What keeps sensors running. */
  synchronized Sensors sensors() {
    Sensors made = sensors;
    if (made == null) {
      made =
          new Sensors(
              rules,
              automation().events(),
              access.access().tokens(),
              new PostgresSensorStore(foundation.database()),
              foundation.clock());
      sensors = made;
    }
    return made;
  }

  /** What consumes for triggers. */
  synchronized Consumers consumers() {
    Consumers made = consumers;
    if (made == null) {
      made =
          new Consumers(
              rules,
              automation().events(),
              access.keys(),
              broker,
              new PostgresConsumerStore(foundation.database()),
              foundation.clock());
      consumers = made;
    }
    return made;
  }

  Queues queues() {
    return new Queues(
        new PostgresQueueStore(foundation.database(), foundation.key()), foundation.clock());
  }

  /** What hands out what is in work queues. */
  synchronized Dispatcher dispatcher() {
    Dispatcher made = dispatcher;
    if (made == null) {
      made =
          new Dispatcher(
              new PostgresQueueStore(foundation.database(), foundation.key()),
              engine,
              definitions.workflows(),
              owners(),
              automation().events(),
              foundation.clock());
      dispatcher = made;
    }
    return made;
  }

  private IdentityOwners owners() {
    return new IdentityOwners(access.access().identities(), foundation.clock());
  }

  @Override
  public synchronized void close() {
    if (sensors != null) {
      sensors.close();
    }
    if (consumers != null) {
      consumers.close();
    }
    broker.close();
    if (dispatcher != null) {
      dispatcher.close();
    }
    if (automation != null) {
      automation.close();
    }
  }
}
