package dev.heddle.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call came with, whichever way it came. */
interface Sent {

  /** The parameters of the path by name. */
  Map<String, String> paths();

  /** The parameters behind the question mark. */
  Map<String, List<String>> query();

  Optional<String> header(String name);

  InputStream body() throws IOException;
}
