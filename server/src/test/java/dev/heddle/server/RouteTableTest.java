package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Reply;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.values.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of routes and the contract say the same. */
final class RouteTableTest {

  private static List<Route> routes() {
    try (TestPlatform platform = TestPlatform.start();
        ChangeFeed feed = new ChangeFeed(platform.engine)) {
      return RouteTable.of(platform.services, feed, new Metrics(), Limits.DEFAULT).all();
    }
  }

  @Test
  void everyRouteIsInTheContractAndEveryOperationHasARoute() {
    assertThat(routes().stream().map(r -> r.method() + " " + r.path() + " " + r.operation()))
        .containsExactlyInAnyOrderElementsOf(
            ApiContract.shared().operations().stream()
                .map(
                    operation -> operation.method() + " " + operation.path() + " " + operation.id())
                .toList());
  }

  @Test
  void onlyWhatIsListedHereIsPublic() {
    assertThat(routes())
        .filteredOn(route -> route.policy() == Policy.PUBLIC)
        .extracting(Route::path)
        .containsExactlyInAnyOrder("/health", "/openapi.yaml", "/docs", "/docs/{file}");
  }

  @Test
  void whatChangesStateIsNeverReadOnly() {
    assertThat(routes())
        .filteredOn(route -> route.method().changesState())
        .filteredOn(route -> route.policy() == Policy.READ || route.policy() == Policy.PUBLIC)
        .extracting(Route::operation)
        .containsExactly("validateWorkflow");
  }

  @Test
  void twoRoutesOfOneNameAreRefused() {
    Route one = Route.get("/a", "same", Policy.READ, _ -> Reply.data(Value.nothing()));
    Route two = Route.get("/b", "same", Policy.READ, _ -> Reply.data(Value.nothing()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Routes(List.of(one, two)));
  }
}
