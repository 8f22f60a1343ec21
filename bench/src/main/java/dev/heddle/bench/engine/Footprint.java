package dev.heddle.bench.engine;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The memory of a {@code heddle server} that has done W3 by HTTP and shown its lists and page. */
final class Footprint {

  private static final String V1 = "/api/v1";
  private static final int EXECUTIONS = 5_000;

  private Footprint() {}

  /** Bytes that are resident in the end. */
  static double measure(Path directory) throws Exception {
    Path home = directory.resolve("footprint");
    Installation.create(home).close();
    try (Heddle server = Heddle.start(home, "server", "--port", "0", "--no-auth")) {
      URI api = URI.create(server.await("heddle listens on"));
      HttpCaller.Request start = HttpCaller.post(api, V1 + "/workflows/bench.short/execute", "{}");
      Calls.make(EXECUTIONS, () -> new HttpCaller(start));
      awaitCompleted(api);
      get(api, "/ui");
      get(api, V1 + "/executions?per_page=50");
      return server.resident();
    }
  }

  private static void awaitCompleted(URI api) throws IOException, InterruptedException {
    while (completed(get(api, V1 + "/executions/stats")) < EXECUTIONS) {
      Thread.sleep(100);
    }
  }

  private static int completed(String stats) {
    return Json.read(stats) instanceof MapValue read
            && read.get("data") instanceof MapValue counts
            && counts.get("completed") instanceof NumberValue number
        ? number.decimal().intValue()
        : 0;
  }

  private static String get(URI api, String path) throws IOException {
    try (HttpCaller caller = new HttpCaller(HttpCaller.get(api, path))) {
      return caller.call();
    }
  }
}
