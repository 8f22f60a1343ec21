package dev.heddle.platform.keys;

import dev.heddle.expressions.ErrorCode;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.execution.Starter;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.values.Json;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key-value store (S1-158, S1-159). Reads come from memory: changes made here are seen at once,
 * those of other processes after the next {@link #refresh()}. Thread safe.
 */
public final class Keys {

  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final int LONGEST_REF = 255;
  private static final int LARGEST = 1 << 20;

  private final KeyStore store;
  private final ServerKey key;
  private final InstantSource clock;
  private final SecretPermission permission;
  private volatile Snapshot snapshot;

  /** Keys whose secrets every workflow may read. */
  public Keys(KeyStore store, ServerKey key, InstantSource clock) {
    this(store, key, clock, SecretPermission.ALWAYS);
  }

  public Keys(KeyStore store, ServerKey key, InstantSource clock, SecretPermission permission) {
    this.store = store;
    this.key = key;
    this.clock = clock;
    this.permission = permission;
    this.snapshot = load();
  }

  private record Place(KeyOwner owner, String ref) {
    String text() {
      return owner.type().label() + "/" + owner.name() + "/" + ref;
    }
  }

  /** All keys at one moment; values are opened when first asked for. */
  private record Snapshot(long revision, Map<Place, KeyStore.Row> rows, Map<Place, Value> opened) {}

  private Snapshot load() {
    // The number first: a change in between is then read again, never missed.
    long revision = store.revision();
    Map<Place, KeyStore.Row> rows = new HashMap<>();
    for (KeyStore.Row row : store.all()) {
      rows.put(new Place(row.owner(), row.ref()), row);
    }
    return new Snapshot(revision, rows, new ConcurrentHashMap<>());
  }

  /** Takes over what other processes changed; costs one small query if nothing has. */
  public synchronized void refresh() {
    if (store.revision() != snapshot.revision()) {
      snapshot = load();
    }
  }

  /**
   * Sets a key.
   *
   * @param encrypted whether its value is a secret; every value is encrypted in the database
   */
  public synchronized Answer<Key> set(
      KeyOwner owner, String ref, String name, Value value, boolean encrypted) {
    if (ref.length() > LONGEST_REF || !REF.matcher(ref).matches()) {
      return invalid("ref", "a key's ref is letters, digits, _ and -, with dots between its parts");
    }
    List<FieldError> broken = FieldError.brokenTexts("value", value);
    if (!broken.isEmpty()) {
      return invalid("value", "the value " + broken.getFirst().message());
    }
    String text = Json.writeRevealed(value);
    if (text.length() > LARGEST) {
      return invalid("value", "the value has more than " + LARGEST + " characters");
    }
    Place place = new Place(owner, ref);
    Instant now = clock.instant();
    KeyStore.Row former = snapshot.rows().get(place);
    KeyStore.Row row =
        new KeyStore.Row(
            owner,
            ref,
            name,
            encrypted,
            key.seal(text, place.text()),
            former == null ? now : former.createdAt(),
            now);
    store.save(row);
    snapshot = load();
    return Answer.done(Key.of(row));
  }

  private static Answer<Key> invalid(String path, String message) {
    return Answer.refused(
        Refusal.invalid("invalid_key", message, List.of(new FieldError(path, message))));
  }

  /** Removes a key; false if there was none. */
  public synchronized boolean delete(KeyOwner owner, String ref) {
    boolean deleted = store.delete(owner, ref);
    snapshot = load();
    return deleted;
  }

  /** All keys by owner and ref, without their values. */
  public List<Key> list() {
    return snapshot.rows().values().stream()
        .map(Key::of)
        .sorted(
            Comparator.comparing((Key each) -> each.owner().type())
                .thenComparing(each -> each.owner().name())
                .thenComparing(Key::ref))
        .toList();
  }

  public Optional<Key> find(KeyOwner owner, String ref) {
    return Optional.ofNullable(snapshot.rows().get(new Place(owner, ref))).map(Key::of);
  }

  /** The value of a key; that of an encrypted key is marked secret. */
  public Optional<Value> value(KeyOwner owner, String ref) {
    return Optional.ofNullable(read(new Place(owner, ref)));
  }

  private @Nullable Value read(Place place) {
    Snapshot seen = snapshot;
    KeyStore.Row row = seen.rows().get(place);
    return row == null ? null : seen.opened().computeIfAbsent(place, _ -> open(place, row));
  }

  private Value open(Place place, KeyStore.Row row) {
    String text =
        key.open(row.sealed(), place.text())
            .orElseThrow(() ->
                new IllegalStateException(
                    "key " + place.ref() + " was encrypted with another secret key"));
    Value value = Json.read(text);
    return row.secret() ? SecretValue.mark(value) : value;
  }

  /**
   * The keys one workflow sees: its own, then its pack's, then those of the identity it runs as,
   * then the system's (S1-159). Secrets need its starter's permission, however they are asked for
   * (S1-030).
   */
  public KeyReader reader(String workflow, String pack, Starter starter) {
    List<KeyOwner> owners =
        Stream.of(
                new KeyOwner(KeyOwner.Type.ACTION, workflow),
                new KeyOwner(KeyOwner.Type.PACK, pack),
                KeyOwner.ofIdentity(starter.login()),
                KeyOwner.SYSTEM)
            .distinct()
            .toList();
    return ref -> {
      for (KeyOwner owner : owners) {
        Value value = read(new Place(owner, ref));
        if (value instanceof SecretValue && !permission.mayRead(starter, owner, ref)) {
          throw ExpressionException.of(
              ErrorCode.FORBIDDEN,
              "whoever started this (%s) may not read the secret `%s`".formatted(starter, ref));
        }
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }
}
