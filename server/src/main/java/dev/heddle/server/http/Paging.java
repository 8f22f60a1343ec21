package dev.heddle.server.http;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which part of a list is asked for.
 *
 * @param page from 1
 * @param size at most {@link #MOST}
 */
public record Paging(int page, int size) {

  public static final int MOST = 100;
  private static final int USUAL = 50;
  private static final int LAST_PAGE = 1_000_000;

  public static Paging of(Query query) {
    return new Paging(
        query.number("page", 1, 1, LAST_PAGE), query.number("per_page", USUAL, 1, MOST));
  }

  public int offset() {
    return (page - 1) * size;
  }

  /** The answer: this part of a list that is at hand as a whole. */
  public <T> Reply part(List<T> all, Function<T, ? extends Value> view) {
    List<? extends Value> items = all.stream().skip(offset()).limit(size).map(view).toList();
    return answer(items, all.size(), true);
  }

  /** The answer: this part of a list of which one more than fits was asked for. */
  public <T> Reply more(List<T> oneMore, Function<T, ? extends Value> view) {
    List<? extends Value> items = oneMore.stream().limit(size).map(view).toList();
    return answer(items, offset() + (long) oneMore.size(), oneMore.size() <= size);
  }

  /**
   * The answer: this part of a list of {@code total}.
   *
   * @param exact whether there are no more than these
   */
  public Reply answer(List<? extends Value> items, long total, boolean exact) {
    MapValue pagination =
        MapValue.builder()
            .put("page", page)
            .put("page_size", size)
            .put("total_items", total)
            .put("total_pages", (total + size - 1) / size)
            .put("total_is_exact", exact)
            .build();
    MapValue document =
        MapValue.builder()
            .put("data", new ListValue(List.copyOf(items)))
            .put("pagination", pagination)
            .build();
    return Reply.json(200, document, Map.of());
  }
}
