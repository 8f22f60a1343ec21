package dev.heddle.platform.message;

import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes messages out of queues of message brokers. A message is with its receiver until it is
 * settled; one that is not when the consumption ends, however that happens, comes again.
 */
public interface Broker {

  /**
   * Begins to take messages, in the order of the queue; no more at a time than the source says.
   *
   * @param password of the source's user; a text
   * @param authority certificates in PEM that the broker's is checked against
   * @throws BrokerException if it cannot be done now
   */
  Consumption consume(
      MessageSource source, SecretValue password, Optional<String> authority, Receiver receiver)
      throws BrokerException;

  /** Gets messages; must return soon. */
  interface Receiver {

    void received(Message message, Settlement settlement);

    /**
     * There will be no further messages, but not because the consumption was closed. Called once.
     *
     * @param reason for people; holds no secret
     */
    void ended(String reason);
  }

  /** What becomes of a message; from any thread, once. After the end it has no effect. */
  interface Settlement {

    /** It is done with and goes. */
    void accept();

    /** It goes to where the broker puts what nobody wants, if it has such a place. */
    void reject();
  }

  /** Taking messages, until it is closed. */
  interface Consumption extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A message.
   *
   * @param id the same for the same message, as its sender says
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once and never changed.
  record Message(Optional<String> id, byte[] body) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Message(Optional<String> otherId, byte[] otherBody)
          && id.equals(otherId)
          && Arrays.equals(body, otherBody);
    }

    @Override
    public int hashCode() {
      return 31 * id.hashCode() + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
      return "message " + id.orElse("without id") + " of " + body.length + " bytes";
    }
  }
}
