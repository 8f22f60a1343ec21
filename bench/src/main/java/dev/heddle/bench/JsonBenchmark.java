package dev.heddle.bench;

import dev.heddle.values.Json;
import dev.heddle.values.SecretSeal;
import dev.heddle.values.Value;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and writing a task result of about 500 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {

  private static final String TEXT =
      Json.write(
          Json.read(
              """
              {"status_code": 200, "success": true, "duration": 0.135,
               "headers": {"content-type": "application/json", "content-length": "312",
                           "date": "Sat, 21 Nov 2026 03:00:00 GMT", "server": "web/1.2"},
               "json": {"items": [{"id": 7, "name": "first", "ok": true},
                                  {"id": 8, "name": "second \\"quoted\\"", "ok": false},
                                  {"id": 9, "name": "third\\nline", "ok": null}],
                        "next": null, "total": 3}}
              """));

  /** Nothing here is secret. */
  private static final SecretSeal NO_SECRETS =
      new SecretSeal() {
        @Override
        public String seal(String plain) {
          throw new IllegalStateException("there is nothing to seal");
        }

        @Override
        public Optional<String> open(String sealed) {
          return Optional.empty();
        }
      };

  private final Value value = Json.read(TEXT);

  @Benchmark
  public Value read() {
    return Json.read(TEXT);
  }

  @Benchmark
  public String write() {
    return Json.write(value);
  }

  /** As a row holds it. */
  @Benchmark
  public String writeRow() {
    return Json.writeSealed(value, NO_SECRETS);
  }

  /** As a row holds it. */
  @Benchmark
  public Value readRow() {
    return Json.readSealed(TEXT, NO_SECRETS);
  }
}
