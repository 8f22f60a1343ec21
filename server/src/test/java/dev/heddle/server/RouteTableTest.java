package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Reply;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of routes and the contract say the same. */
final class RouteTableTest {

  private static List<Route> routes() {
    try (TestPlatform platform = TestPlatform.start();
        ChangeFeed feed = new ChangeFeed(platform.engine)) {
      return TestPlatform.routes(platform, feed);
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
        .filteredOn(route -> route.policy() instanceof Policy.Open)
        .extracting(Route::path)
        .containsExactlyInAnyOrder(
            "/health",
            "/openapi.yaml",
            "/docs",
            "/docs/{file}",
            "/",
            "/ui",
            "/ui/assets/{file}",
            "/ui/{page}",
            "/ui/{page}/{id}",
            "/api/v1/auth/login",
            "/api/v1/auth/methods",
            "/api/v1/auth/oidc/start",
            "/api/v1/auth/oidc/callback",
            "/api/v1/auth/oidc/redeem",
            "/api/v1/auth/refresh",
            // what is signed in the address is the permission
            "/artifacts/{grant}",
            "/artifacts/{grant}",
            // what stands in the address, and the signature, are the permission
            "/api/v1/webhooks/{key}");
  }

  @Test
  void whatChangesStateIsNeverReadOnly() {
    assertThat(routes())
        .filteredOn(route -> route.method().changesState())
        .filteredOn(route ->
            permission(route.policy()).map(p -> p.operation() == Operation.READ).orElse(true))
        .extracting(Route::operation)
        .containsExactlyInAnyOrder(
            "validateWorkflow",
            "login",
            "beginSession",
            "refreshSession",
            "redeemOidcLogin",
            "logout",
            "receiveWebhook",
            "createToken",
            "revokeToken",
            "writeArtifact");
  }

  private static Optional<Permission> permission(Policy policy) {
    return switch (policy) {
      case Policy.Open _, Policy.Known _ -> Optional.empty();
      case Policy.Whole(Permission permission) -> Optional.of(permission);
      case Policy.Some(Permission permission) -> Optional.of(permission);
      case Policy.One(Permission permission, _) -> Optional.of(permission);
    };
  }

  @Test
  @SuppressWarnings("NullAway") // Null is what is tested.
  void thereIsNoRouteWithoutPolicy() {
    assertThatNullPointerException()
        .isThrownBy(() -> Route.get("/a", "open", null, _ -> Reply.data(Value.nothing())))
        .withMessage("the route open has no policy");
  }

  @Test
  void twoRoutesOfOneNameAreRefused() {
    Route one = Route.get("/a", "same", Policy.KNOWN, _ -> Reply.data(Value.nothing()));
    Route two = Route.get("/b", "same", Policy.KNOWN, _ -> Reply.data(Value.nothing()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Routes(List.of(one, two)));
  }
}
