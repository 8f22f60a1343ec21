package dev.heddle.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came as a request over HTTP. */
record SentOverHttp(Context context) implements Sent {

  @Override
  public Map<String, String> paths() {
    return context.pathParamMap();
  }

  @Override
  public Map<String, List<String>> query() {
    return context.queryParamMap();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  @Override
  public InputStream body() throws IOException {
    return context.req().getInputStream();
  }
}
