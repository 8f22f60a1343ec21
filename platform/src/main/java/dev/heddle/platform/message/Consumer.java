package dev.heddle.platform.message;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.JsonBody;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.message.Broker.Consumption;
import dev.heddle.platform.message.Broker.Message;
import dev.heddle.platform.message.Broker.Settlement;
import dev.heddle.platform.message.ConsumerStore.State;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.trigger.MessageSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Sha256;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Consumes for one trigger until it is closed, and connects again, ever later, when it cannot. A
 * message is accepted only when its event is durable; while events cannot be stored the connection
 * is given up, so that what is under way goes back to its queue.
 */
final class Consumer implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Consumer.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After so long it is not the same trouble any more. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private final String trigger;
  private final MessageSource source;
  private final Broker broker;
  private final Events events;
  private final Keys keys;
  private final InstantSource clock;
  private final Tally tally;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Why the connection of now ended. */
  private volatile CompletableFuture<String> end = new CompletableFuture<>();

  Consumer(
      String trigger,
      MessageSource source,
      Broker broker,
      Events events,
      Keys keys,
      InstantSource clock) {
    this.trigger = trigger;
    this.source = source;
    this.broker = broker;
    this.events = events;
    this.keys = keys;
    this.clock = clock;
    this.tally = new Tally(clock.instant());
    this.thread = Thread.ofVirtual().name("consumer " + trigger).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isOf(@Nullable MessageSource wanted) {
    return source.equals(wanted);
  }

  Tally tally() {
    return tally;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (closed.getCount() > 0) {
        Instant begun = clock.instant();
        String why = session();
        if (closed.getCount() == 0) {
          return;
        }
        Instant now = clock.instant();
        if (begun.plus(CALM).isBefore(now)) {
          pause = FIRST_PAUSE;
        }
        tally.is(State.WAITING, why, now, now.plus(pause));
        LOG.log(Level.INFO, "{0} does not consume: {1}", trigger, why);
        boolean _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Connects and consumes; says why that ended. */
  private String session() throws InterruptedException {
    tally.is(State.CONNECTING, "", clock.instant(), null);
    CompletableFuture<String> ended = new CompletableFuture<>();
    end = ended;
    if (closed.getCount() == 0) {
      return "closed"; // whoever closed it may have told the one before
    }
    Optional<String> password = key(source.passwordKey());
    if (password.isEmpty()) {
      return missing(source.passwordKey());
    }
    Optional<String> authority = source.authorityKey().flatMap(this::key);
    if (source.authorityKey().isPresent() && authority.isEmpty()) {
      return missing(source.authorityKey().get());
    }
    SecretValue secret = SecretValue.mark(new TextValue(password.get()));
    try (Consumption _ = broker.consume(source, secret, authority, new Taking(ended))) {
      tally.is(State.CONSUMING, "", clock.instant(), null);
      return ended.join();
    } catch (BrokerException unavailable) {
      return String.valueOf(unavailable.getMessage());
    }
  }

  private static String missing(String ref) {
    return "there is no key `" + ref + "` of the pack or the system that holds a text";
  }

  /** Of the trigger's pack, or of the system. */
  private Optional<String> key(String ref) {
    KeyOwner pack = new KeyOwner(KeyOwner.Type.PACK, PackNames.packOf(trigger));
    return keys.value(pack, ref)
        .or(() -> keys.value(KeyOwner.SYSTEM, ref))
        .map(Value::plain)
        .filter(TextValue.class::isInstance)
        .map(value -> ((TextValue) value).text());
  }

  /** Makes events of messages. */
  private final class Taking implements Broker.Receiver {

    private final CompletableFuture<String> ended;

    Taking(CompletableFuture<String> ended) {
      this.ended = ended;
    }

    @Override
    public void ended(String reason) {
      ended.complete(reason);
    }

    @Override
    public void received(Message message, Settlement settlement) {
      int size = message.body().length;
      if (size > source.maxBytes()) {
        refuse(
            settlement, "it has " + size + " bytes, at most " + source.maxBytes() + " are taken");
        return;
      }
      String key = message.id().map(Consumer.this::eventKey).orElse(null);
      switch (JsonBody.read(message.body())) {
        case Answer.Refused<?>(Refusal refusal) -> refuse(settlement, refusal.message());
        case Answer.Done<dev.heddle.values.MapValue>(var payload) -> {
          CompletableFuture<Void> _ =
              events
                  .offer(trigger, "broker", key, payload)
                  .thenAcceptAsync(
                      answer -> settle(settlement, answer), Thread::startVirtualThread);
        }
      }
    }

    private void settle(Settlement settlement, Answer<Boolean> answer) {
      switch (answer) {
        case Answer.Done<Boolean> _ -> {
          settlement.accept();
          tally.took();
        }
        case Answer.Refused<Boolean>(Refusal refusal) when refusal.kind() == Refusal.Kind.INVALID ->
            refuse(settlement, refusal.message());
        case Answer.Refused<Boolean>(Refusal refusal) -> ended.complete(refusal.message());
      }
    }

    private void refuse(Settlement settlement, String why) {
      settlement.reject();
      tally.refused(why, clock.instant());
    }
  }

  /** One that is too long for a key is as good as its digest. */
  private String eventKey(String id) {
    String key = trigger + " " + id;
    return key.length() <= Events.LONGEST_KEY ? key : trigger + " sha256:" + Sha256.hex(id);
  }

  /** What is not settled goes back to its queue. */
  @Override
  public void close() {
    closed.countDown();
    end.complete("closed");
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
