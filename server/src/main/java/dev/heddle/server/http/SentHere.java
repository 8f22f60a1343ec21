package dev.heddle.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody in this process asks for. */
record SentHere(Map<String, String> paths, Map<String, List<String>> query, InProcess.Body content)
    implements Sent {

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public InputStream body() throws IOException {
    return content.open();
  }
}
