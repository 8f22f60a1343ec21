package dev.heddle.rabbitmq;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.heddle.platform.message.Broker;
import dev.heddle.platform.message.BrokerException;
import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * RabbitMQ. Each consumption is a connection of its own, which is not repaired: whoever consumes
 * hears of its end and begins again.
 */
public final class RabbitBroker implements Broker, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Larger ones end the connection: they would have to be held in memory to be refused. */
  private static final int LARGEST = 2 * MessageSource.MOST_BYTES;

  private final ThreadFactory threads = Thread.ofPlatform().daemon().name("rabbitmq-", 0).factory();
  private final ExecutorService receivers = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public Consumption consume(
      MessageSource source, SecretValue password, Optional<String> authority, Receiver receiver)
      throws BrokerException {
    Connection connection = connect(source, password, authority);
    RabbitConsumption consumption = null;
    try {
      Channel channel = connection.createChannel();
      channel.basicQos(source.prefetch());
      consumption = new RabbitConsumption(connection, channel, receiver);
      channel.basicConsume(source.queue(), false, consumption);
      return consumption;
    } catch (IOException | ShutdownSignalException failed) {
      if (consumption != null) {
        consumption.close();
      }
      connection.abort((int) CONNECT.toMillis());
      throw new BrokerException(Reasons.of(failed));
    }
  }

  private Connection connect(MessageSource source, SecretValue password, Optional<String> authority)
      throws BrokerException {
    String user = source.username();
    try {
      return factory(source, password, authority).newConnection(receivers, "heddle trigger");
    } catch (AuthenticationFailureException refused) {
      throw new BrokerException("the broker refuses the user " + user + " with its password");
    } catch (UnknownHostException unknown) {
      throw new BrokerException("there is no host " + source.broker().getHost());
    } catch (SSLException insecure) {
      throw new BrokerException("no secure connection to the broker: " + insecure.getMessage());
    } catch (TimeoutException late) {
      throw new BrokerException("the broker does not answer");
    } catch (IOException | ShutdownSignalException failed) {
      throw new BrokerException("no connection to the broker: " + Reasons.of(failed));
    } catch (GeneralSecurityException wrong) {
      throw new BrokerException("the certificates to check the broker's against cannot be used");
    }
  }

  private ConnectionFactory factory(
      MessageSource source, SecretValue password, Optional<String> authority)
      throws GeneralSecurityException, IOException {
    URI url = source.broker();
    boolean encrypted = url.getScheme().equals("amqps");
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(url.getHost());
    factory.setPort(
        url.getPort() >= 0
            ? url.getPort()
            : encrypted
                ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT
                : ConnectionFactory.DEFAULT_AMQP_PORT);
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (path.length() > 1) {
      factory.setVirtualHost(URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8));
    }
    factory.setUsername(source.username());
    factory.setPassword(password.plain() instanceof TextValue(String text) ? text : "");
    if (encrypted) {
      factory.useSslProtocol(Trust.context(authority));
      factory.enableHostnameVerification();
    }
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout((int) CONNECT.toMillis());
    factory.setHandshakeTimeout((int) ANSWER.toMillis());
    factory.setChannelRpcTimeout((int) ANSWER.toMillis());
    factory.setShutdownTimeout((int) CONNECT.toMillis());
    factory.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
    factory.setMaxInboundMessageBodySize(LARGEST);
    factory.setThreadFactory(threads);
    return factory;
  }

  @Override
  public void close() {
    receivers.shutdown();
  }
}
