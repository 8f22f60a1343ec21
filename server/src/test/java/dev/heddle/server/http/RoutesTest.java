package dev.heddle.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  private static final Endpoint NOTHING = _ -> Reply.data(Value.nothing());

  private final Routes routes =
      new Routes(
          List.of(
              Route.get("/", "root", Policy.KNOWN, NOTHING),
              Route.get("/things", "list", Policy.KNOWN, NOTHING),
              Route.get("/things/stats", "stats", Policy.KNOWN, NOTHING),
              Route.get("/things/{id}", "show", Policy.KNOWN, NOTHING),
              Route.post("/things/{id}", "change", Policy.KNOWN, NOTHING),
              Route.get("/things/{id}/parts/{part_id}", "part", Policy.KNOWN, NOTHING),
              Route.get("/{any}/late", "late", Policy.KNOWN, NOTHING),
              Route.get("/things/late", "later", Policy.KNOWN, NOTHING)));

  private Optional<String> operation(Method method, String path) {
    return routes.find(method, path).map(found -> found.route().operation());
  }

  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/things, list",
    "/things/stats, stats",
    "/things/7, show",
    "/things/7/parts/x.y-z, part",
    "/others/late, late"
  })
  void aPathHasItsRoute(String path, String operation) {
    assertThat(operation(Method.GET, path)).contains(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "things", "/thing", "/things/", "/things//parts/1", "/things/7/parts"})
  void otherPathsHaveNone(String path) {
    assertThat(routes.methods(path)).isEmpty();
    assertThat(routes.find(Method.GET, path)).isEmpty();
  }

  @Test
  void theFirstOfTheTableCounts() {
    assertThat(operation(Method.GET, "/things/late")).contains("show");
  }

  @Test
  void allRoutesOfAPathSayWhatIsAllowed() {
    assertThat(routes.methods("/things/stats")).containsExactly(Method.GET, Method.POST);
    assertThat(operation(Method.POST, "/things/stats")).contains("change");
    assertThat(routes.allowed("/things/7")).isEqualTo("GET, POST");
  }

  @Test
  void whatAPathNamesIsKnown() {
    assertThat(routes.find(Method.GET, "/things/7/parts/x").orElseThrow().names())
        .isEqualTo(Map.of("id", "7", "part_id", "x"));
  }
}
