package dev.heddle.platform.keys;

import java.time.Instant;
import java.util.List;

/** Where keys are durable; all it ever sees of a value is its sealed form. */
public interface KeyStore {

  /** All keys. */
  List<Row> all();

  /** Adds a key or replaces its value, keeping the time it was created. */
  void save(Row row);

  /** Removes a key; false if there was none. */
  boolean delete(KeyOwner owner, String ref);

  /** A number that grows with every change by anybody. */
  long revision();

  /**
   * One key.
   *
   * @param secret whether its value must not be shown
   * @param sealed its value, encrypted
   */
  record Row(
      KeyOwner owner,
      String ref,
      String name,
      boolean secret,
      String sealed,
      Instant createdAt,
      Instant updatedAt) {}
}
