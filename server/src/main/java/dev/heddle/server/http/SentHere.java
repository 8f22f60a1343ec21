package dev.heddle.server.http;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody in this process asks for. */
record SentHere(Map<String, String> paths, Map<String, List<String>> query, MapValue content)
    implements Sent {

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(Json.writeRevealed(content).getBytes(StandardCharsets.UTF_8));
  }
}
