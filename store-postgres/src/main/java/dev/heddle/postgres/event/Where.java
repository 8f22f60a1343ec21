package dev.heddle.postgres.event;

import dev.heddle.engine.port.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of a query: fixed texts, of which only those asked for are there (row 16). */
final class Where {

  private final StringBuilder text = new StringBuilder(" WHERE TRUE");
  private final List<@Nullable Object> values = new ArrayList<>();

  Where and(String condition, @Nullable Object value) {
    if (value != null) {
      text.append(" AND ").append(condition);
      values.add(value);
    }
    return this;
  }

  /**
   * What somebody may see.
   *
   * @param ref the column limits speak of
   */
  Where within(Reach reach, String ref) {
    if (reach.everything()) {
      return this;
    }
    if (reach.limits().isEmpty()) {
      text.append(" AND FALSE");
      return this;
    }
    List<String> limits = new ArrayList<>();
    for (Reach.Limit limit : reach.limits()) {
      limits.add(
          """
          ((cardinality(?::text[]) = 0 OR %1$s = ANY (?))
            AND (cardinality(?::text[]) = 0 OR %1$s = ANY (?))
            AND (cardinality(?::text[]) = 0
              OR EXISTS (SELECT FROM unnest(?::text[]) AS p WHERE starts_with(%1$s, p || '.'))))
          """
              .formatted(ref));
      for (Set<String> texts : List.of(limit.refs(), limit.ids(), limit.packs())) {
        values.add(List.copyOf(texts));
        values.add(List.copyOf(texts));
      }
    }
    text.append(" AND (").append(String.join(" OR ", limits)).append(")");
    return this;
  }

  String text() {
    return text.toString();
  }

  /** The values of the conditions, and more behind them. */
  @Nullable Object[] values(Object... more) {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.addAll(List.of(more));
    return all.toArray();
  }
}
