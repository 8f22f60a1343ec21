package dev.heddle.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import dev.heddle.platform.message.Broker;
import dev.heddle.platform.message.Broker.Consumption;
import dev.heddle.platform.message.Broker.Message;
import dev.heddle.platform.message.BrokerContract;
import dev.heddle.platform.message.BrokerException;
import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@Tag("needs-rabbitmq")
final class RabbitBrokerTest extends BrokerContract {

  private static final TestRabbit RABBIT = TestRabbit.get();

  private final RabbitBroker broker = new RabbitBroker();
  private CuttableLine line;
  private String queue;

  @BeforeEach
  void declare(TestInfo test) throws IOException, TimeoutException {
    line = new CuttableLine(RABBIT.port());
    queue = test.getTestMethod().orElseThrow().getName();
    RABBIT.declare(queue);
  }

  @AfterEach
  void close() throws IOException {
    broker.close();
    line.close();
  }

  @Override
  protected Broker broker() {
    return broker;
  }

  private MessageSource source(String url, int prefetch) {
    return new MessageSource(
        URI.create(url), queue, TestRabbit.USER, "k", Optional.empty(), prefetch, 1_000);
  }

  @Override
  protected MessageSource source(int prefetch) {
    return source("amqp://127.0.0.1:" + line.port(), prefetch);
  }

  @Override
  protected SecretValue password() {
    return SecretValue.mark(new TextValue(TestRabbit.PASSWORD));
  }

  @Override
  protected void publish(Message message) throws Exception {
    RABBIT.publish(queue, message.id().map(List::of).orElse(List.of()), List.of(message.body()));
  }

  @Override
  protected void cut() {
    line.cut();
  }

  @Override
  protected List<Message> rejected(int count) throws Exception {
    List<Message> found = new ArrayList<>();
    while (found.size() < count) {
      GetResponse dead = RABBIT.take(queue + ".dead");
      if (dead == null) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      } else {
        found.add(new Message(Optional.ofNullable(dead.getProps().getMessageId()), dead.getBody()));
      }
    }
    return found;
  }

  @Override
  protected int waiting() throws Exception {
    return RABBIT.waiting(queue);
  }

  @Test
  @DisplayName("amqps: a broker is believed if its certificate is, and only by its own name")
  void theBrokerIsChecked() throws Exception {
    Inbox inbox = new Inbox();
    MessageSource secure = source("amqps://localhost:" + RABBIT.securePort() + "/%2F", 10);
    assertThatThrownBy(() -> broker.consume(secure, password(), Optional.empty(), inbox))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("no secure connection");
    publish(message("a"));
    try (Consumption _ =
        broker.consume(secure, password(), Optional.of(RABBIT.authority()), inbox)) {
      assertThat(inbox.next().message()).isEqualTo(message("a"));
    }
    MessageSource otherName = source("amqps://127.0.0.2:" + RABBIT.securePort(), 10);
    assertThatThrownBy(
            () -> broker.consume(otherName, password(), Optional.of(RABBIT.authority()), inbox))
        .isInstanceOf(BrokerException.class);
  }

  @Test
  void aBrokerThatIsNotThereIsSaid() throws Exception {
    line.close();
    assertThatThrownBy(() -> broker.consume(source(1), password(), Optional.empty(), new Inbox()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("no connection to the broker");
  }
}
