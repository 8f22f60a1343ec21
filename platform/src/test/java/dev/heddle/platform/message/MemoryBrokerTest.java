package dev.heddle.platform.message;

import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;

final class MemoryBrokerTest extends BrokerContract {

  private final MemoryBroker broker = new MemoryBroker();

  MemoryBrokerTest() {
    broker.declare("q");
  }

  @Override
  protected Broker broker() {
    return broker;
  }

  @Override
  protected MessageSource source(int prefetch) {
    return new MessageSource(
        URI.create("amqp://memory"), "q", "eve", "k", Optional.empty(), prefetch, 1_000);
  }

  @Override
  protected SecretValue password() {
    return SecretValue.mark(new TextValue(MemoryBroker.PASSWORD));
  }

  @Override
  protected void publish(Broker.Message message) {
    broker.publish("q", message);
  }

  @Override
  protected void cut() {
    broker.cut();
  }

  @Override
  protected List<Broker.Message> rejected(int count) {
    return broker.rejected();
  }

  @Override
  protected int waiting() {
    return broker.waiting("q");
  }
}
