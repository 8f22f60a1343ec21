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

  Incoming(Method method, Context context) {
    this(method, context.ip(), name -> Optional.ofNullable(context.header(name)));
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }
}
