package dev.heddle.cli.api;

import dev.heddle.cli.input.UsageException;
import dev.heddle.server.http.Method;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract with what it is asked.
 *
 * @param file what is sent as it is instead of the body; null if nothing is
 */
public record ApiRequest(
    Method method, String path, Map<String, String> query, MapValue body, @Nullable Path file) {

  /** What the server lets pass in a path; nothing of it needs an encoding. */
  private static final Pattern NAME = Pattern.compile("(?!\\.\\.?$)[\\w.~-]+");

  public ApiRequest {
    query = Map.copyOf(query);
  }

  /**
   * Reads something.
   *
   * @param path from the root, with {@code {}} for each of the names
   */
  public static ApiRequest get(String path, Object... names) {
    return of(Method.GET, path, names);
  }

  /** As {@link #get}, for what changes something. */
  public static ApiRequest post(String path, Object... names) {
    return of(Method.POST, path, names);
  }

  /** As {@link #get}, for what replaces something. */
  public static ApiRequest put(String path, Object... names) {
    return of(Method.PUT, path, names);
  }

  /** As {@link #get}, for what removes something. */
  public static ApiRequest delete(String path, Object... names) {
    return of(Method.DELETE, path, names);
  }

  private static ApiRequest of(Method method, String template, Object... names) {
    String path = template;
    for (Object name : names) {
      String text = name.toString();
      if (!NAME.matcher(text).matches()) {
        throw new UsageException("nothing can be called '" + text + "'");
      }
      path = path.replaceFirst("\\{}", text);
    }
    return new ApiRequest(method, path, Map.of(), MapValue.EMPTY, null);
  }

  /** With a parameter of the query; without it if {@code value} is null. */
  public ApiRequest asking(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value.toString());
    return new ApiRequest(method, path, more, body, file);
  }

  /** With a member of the body; without it if {@code value} is null. */
  public ApiRequest with(String name, @Nullable Value value) {
    return value == null ? this : withBody(body.with(name, value));
  }

  /** With a text in the body; without it if it is null. */
  public ApiRequest with(String name, @Nullable String text) {
    return text == null ? this : with(name, Value.of(text));
  }

  /** With all members of a document in the body. */
  public ApiRequest withBody(MapValue document) {
    return new ApiRequest(method, path, query, document, file);
  }

  /** With a file as it is instead of a body. */
  public ApiRequest withFile(Path content) {
    return new ApiRequest(method, path, query, body, content);
  }
}
