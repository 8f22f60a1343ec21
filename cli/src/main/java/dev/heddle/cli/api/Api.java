package dev.heddle.cli.api;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** Answers requests of the contract, wherever what they are about is kept. */
public sealed interface Api extends AutoCloseable permits LocalApi, HttpApi {

  /** How many a page holds at most (openapi.yaml). */
  int LARGEST_PAGE = 100;

  /**
   * The whole document of the answer; empty if there is none.
   *
   * @throws ApiException if the API refuses
   */
  MapValue call(ApiRequest request);

  /**
   * The bytes of the answer.
   *
   * @throws ApiException if the API refuses
   */
  byte[] download(ApiRequest request);

  @Override
  void close();

  /**
   * Some of a list.
   *
   * @param total how many there are, or how many at least
   * @param exact whether there are no more than {@code total}
   */
  record Listed(List<MapValue> items, long total, boolean exact) {
    public Listed {
      items = List.copyOf(items);
    }

    /** All of them as one document. */
    public ListValue document() {
      return new ListValue(List.copyOf(items));
    }
  }

  /** What the answer is about. */
  default Value data(ApiRequest request) {
    return call(request).getOr("data", MapValue.EMPTY);
  }

  /** The one thing the answer is about. */
  default MapValue one(ApiRequest request) {
    return data(request) instanceof MapValue map ? map : MapValue.EMPTY;
  }

  /** The things the answer is about, if it comes in one piece. */
  default List<MapValue> all(ApiRequest request) {
    return maps(data(request));
  }

  /** The first things of a list that comes in pages. */
  default Listed list(ApiRequest request, int limit) {
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    List<MapValue> items = new ArrayList<>();
    for (int page = 1; ; page++) {
      MapValue answer = call(request.asking("page", page).asking("per_page", size));
      List<MapValue> part = maps(answer.getOr("data", ListValue.EMPTY));
      items.addAll(part);
      if (part.size() < size || items.size() >= limit) {
        return listed(items, limit, answer);
      }
    }
  }

  private static Listed listed(List<MapValue> items, int limit, MapValue answer) {
    MapValue pages = answer.get("pagination") instanceof MapValue map ? map : MapValue.EMPTY;
    long total =
        pages.get("total_items") instanceof IntegerValue number ? number.number() : items.size();
    return new Listed(
        items.subList(0, Math.min(limit, items.size())),
        total,
        !BooleanValue.FALSE.equals(pages.get("total_is_exact")));
  }

  private static List<MapValue> maps(Value list) {
    return list instanceof ListValue(List<Value> items)
        ? items.stream().filter(MapValue.class::isInstance).map(MapValue.class::cast).toList()
        : List.of();
  }
}
