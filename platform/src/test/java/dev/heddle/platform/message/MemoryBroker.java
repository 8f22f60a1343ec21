package dev.heddle.platform.message;

import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Queues in memory, with the one password {@code open sesame}. Its receivers are called at once.
 */
public final class MemoryBroker implements Broker {

  public static final String PASSWORD = "open sesame";

  private final Map<String, Deque<Kept>> queues = new HashMap<>();
  private final List<Message> rejected = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private long number;

  private record Kept(long number, Message message) {}

  public synchronized void declare(String queue) {
    queues.putIfAbsent(queue, new ArrayDeque<>());
  }

  public synchronized void publish(String queue, Message message) {
    queues.getOrDefault(queue, new ArrayDeque<>()).addLast(new Kept(number++, message));
    List.copyOf(open).forEach(Open::hand);
  }

  /** How many wait. */
  public synchronized int waiting(String queue) {
    return queues.getOrDefault(queue, new ArrayDeque<>()).size();
  }

  public synchronized List<Message> rejected() {
    return List.copyOf(rejected);
  }

  /** How many consume. */
  public synchronized int consuming() {
    return open.size();
  }

  /** Ends all that consume. */
  public synchronized void cut() {
    for (Open each : List.copyOf(open)) {
      each.close();
      each.receiver.ended("the connection was cut");
    }
  }

  @Override
  public synchronized Consumption consume(
      MessageSource source, SecretValue password, Optional<String> authority, Receiver receiver)
      throws BrokerException {
    if (!password.plain().equals(new TextValue(PASSWORD))) {
      throw new BrokerException("the broker refuses the user " + source.username());
    }
    if (!queues.containsKey(source.queue())) {
      throw new BrokerException("no queue '" + source.queue() + "'");
    }
    Open consumption = new Open(source, receiver);
    open.add(consumption);
    consumption.hand();
    return consumption;
  }

  private final class Open implements Consumption {

    private final MessageSource source;
    private final Receiver receiver;
    private final Map<Long, Kept> unsettled = new TreeMap<>();

    Open(MessageSource source, Receiver receiver) {
      this.source = source;
      this.receiver = receiver;
    }

    private Deque<Kept> queue() {
      return queues.getOrDefault(source.queue(), new ArrayDeque<>());
    }

    void hand() {
      synchronized (MemoryBroker.this) {
        while (open.contains(this) && unsettled.size() < source.prefetch() && !queue().isEmpty()) {
          Kept next = queue().removeFirst();
          unsettled.put(next.number(), next);
          receiver.received(next.message(), new Settling(next.number()));
        }
      }
    }

    private boolean settle(long settled) {
      boolean wasOpen = open.contains(this) && unsettled.remove(settled) != null;
      hand();
      return wasOpen;
    }

    @Override
    public void close() {
      synchronized (MemoryBroker.this) {
        if (open.remove(this)) {
          List.copyOf(unsettled.values()).reversed().forEach(queue()::addFirst);
        }
      }
    }

    private final class Settling implements Settlement {

      private final long settled;

      Settling(long settled) {
        this.settled = settled;
      }

      @Override
      public void accept() {
        synchronized (MemoryBroker.this) {
          settle(settled);
        }
      }

      @Override
      public void reject() {
        synchronized (MemoryBroker.this) {
          Kept kept = unsettled.get(settled);
          if (kept != null && settle(settled)) {
            rejected.add(kept.message());
          }
        }
      }
    }
  }
}
