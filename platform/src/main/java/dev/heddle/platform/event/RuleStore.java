package dev.heddle.platform.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where rules made by the API, and what was changed of those of packs, are durable. */
public interface RuleStore {

  List<Row> all();

  void save(Row row);

  boolean delete(String ref);

  /** A number that grows with every change. */
  long revision();

  /**
   * A rule, or what was changed of one.
   *
   * @param document the rule; null for one of a pack
   * @param enabled whether it was switched on or off; null if as written
   * @param owner the login it acts for
   */
  record Row(
      String ref,
      @Nullable String document,
      @Nullable Boolean enabled,
      String owner,
      Instant createdAt,
      Instant updatedAt) {}
}
