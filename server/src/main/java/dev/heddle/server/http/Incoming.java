package dev.heddle.server.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request before anybody knows who sends it.
 *
 * @param address the client's
 */
public record Incoming(Method method, String address, Function<String, Optional<String>> headers) {

  /**
   * A request as the library has it.
   *
   * @param proxied whether a proxy says who asks; who asks first may say anything before it
   */
  static Incoming of(Method method, Context context, boolean proxied) {
    Function<String, Optional<String>> headers = name -> Optional.ofNullable(context.header(name));
    String forwarded = proxied ? headers.apply("X-Forwarded-For").orElse("") : "";
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return new Incoming(method, last.isEmpty() ? context.ip() : last, headers);
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }
}
