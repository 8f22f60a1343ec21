package dev.heddle.server.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request before anybody knows who sends it.
 *
 * @param address the client's
 */
public record Incoming(Method method, String address, Function<String, Optional<String>> headers) {

  /** A request as the library has it. */
  static Incoming of(Method method, Context context, Proxies proxies) {
    Function<String, Optional<String>> headers = name -> Optional.ofNullable(context.header(name));
    List<String> forwarded = Collections.list(context.req().getHeaders("X-Forwarded-For"));
    return new Incoming(method, proxies.client(context.ip(), forwarded), headers);
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }
}
