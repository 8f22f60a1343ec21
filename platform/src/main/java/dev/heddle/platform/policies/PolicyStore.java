package dev.heddle.platform.policies;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where policies are durable. */
public interface PolicyStore {

  /** All policies, by ref. */
  List<Row> all();

  /** Adds a policy or replaces it. */
  void save(Row row);

  /** Removes a policy and what was counted under it; false if there was none. */
  boolean delete(String ref);

  /** A number that grows with every change by anybody. */
  long revision();

  /**
   * One policy.
   *
   * @param pack whose file it is; null if the API made it
   * @param document {@link PolicyDocument} as JSON
   */
  record Row(
      String ref, @Nullable String pack, String document, Instant createdAt, Instant updatedAt) {}
}
