package dev.heddle.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.heddle.platform.message.Broker;
import dev.heddle.platform.message.Broker.Message;
import dev.heddle.platform.message.Broker.Receiver;
import dev.heddle.platform.message.Broker.Settlement;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection that consumes one queue. */
final class RabbitConsumption extends DefaultConsumer implements Broker.Consumption {

  private static final Logger LOG = System.getLogger(RabbitConsumption.class.getName());
  private static final String ID_HEADER = "x-message-id";
  private static final int PATIENCE_MILLIS = 2_000;

  private final Connection connection;
  private final Receiver receiver;
  private final AtomicBoolean over = new AtomicBoolean();

  RabbitConsumption(Connection connection, Channel channel, Receiver receiver) {
    super(channel);
    this.connection = connection;
    this.receiver = receiver;
  }

  @Override
  public void handleDelivery(
      String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    receiver.received(
        new Message(id(properties), body), new Acknowledging(envelope.getDeliveryTag()));
  }

  /** The property made for it, else a header, which some senders can set more easily. */
  private static Optional<String> id(AMQP.BasicProperties properties) {
    if (properties.getMessageId() != null) {
      return Optional.of(properties.getMessageId());
    }
    Map<String, Object> headers = properties.getHeaders();
    return Optional.ofNullable(headers == null ? null : headers.get(ID_HEADER))
        .map(Object::toString);
  }

  @Override
  public void handleCancel(String tag) {
    ended("the queue was deleted, or is on a node that is away");
  }

  @Override
  public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
    ended(Reasons.of(signal));
  }

  private void ended(String reason) {
    if (over.compareAndSet(false, true)) {
      receiver.ended(reason);
    }
  }

  @Override
  public void close() {
    over.set(true);
    connection.abort(PATIENCE_MILLIS);
  }

  private final class Acknowledging implements Settlement {

    private final long delivery;

    Acknowledging(long delivery) {
      this.delivery = delivery;
    }

    @Override
    public void accept() {
      settle(() -> getChannel().basicAck(delivery, false));
    }

    @Override
    public void reject() {
      settle(() -> getChannel().basicReject(delivery, false));
    }

    private void settle(Sending sending) {
      try {
        sending.send();
      } catch (IOException | AlreadyClosedException lost) {
        LOG.log(Level.DEBUG, "a message was not settled and comes again", lost);
      }
    }
  }

  private interface Sending {
    void send() throws IOException;
  }
}
