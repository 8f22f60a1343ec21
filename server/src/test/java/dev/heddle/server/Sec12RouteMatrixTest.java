package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.server.http.Accepts;
import dev.heddle.server.http.Callers;
import dev.heddle.server.http.Method;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every route of the table for every role, for nobody and for somebody limited to another pack:
 * rows 1, 2, 12, 15 and 30, S1-167. A new route is in here by being in the table.
 */
@DisplayName("Security rows 1, 2, 12, 15 and 30")
final class Sec12RouteMatrixTest {

  private static final Set<Operation> LOOKING = EnumSet.of(Operation.READ);
  private static final Set<Operation> ACTING =
      EnumSet.of(Operation.READ, Operation.EXECUTE, Operation.RESPOND);
  private static final Set<Resource> INNER =
      EnumSet.of(Resource.IDENTITIES, Resource.WORKERS, Resource.AUDIT, Resource.SYSTEM);

  /** What must never be seen by those who are limited to another pack. */
  private static final String CANARY = "demo";

  private static final String ASK = "{\"parameters\": {\"who\": null}}";

  /** What ids are of, by what stands before them. */
  private static final Map<String, String> IDS =
      Map.of(
          "/inquiries", "inquiry",
          "/events", "event",
          "/backfills", "backfill",
          "/items", "item",
          "/enforcements", "enforcement",
          "/dagger/executions", "container",
          "/identities", "identity");

  /** Ends only when what is followed does, or is no request of its own. */
  private static final Set<String> STREAMS =
      Set.of("streamExecution", "followExecution", ServerRoutes.WORKER_STREAM);

  /** What is under these names comes from workers and from what programs stored. */
  private static final Set<String> MADE_BY_PROGRAMS =
      Set.of("getWorkerContent", "readScriptOutput", "getScriptRun");

  @TempDir private static Path packs;

  private static TestPlatform platform;
  private static List<Route> routes;
  private static Map<String, String> names;

  @BeforeAll
  static void start() throws IOException {
    Callers byRole =
        request ->
            request.header("X-Login").map(Sec12RouteMatrixTest::role).orElse(Principal.anonymous());
    platform = TestPlatform.start(ServerOptions.onPort(0), byRole);
    try (ChangeFeed feed = new ChangeFeed(platform.engine)) {
      routes = TestPlatform.routes(platform, feed);
    }
    Client admin = platform.client().as("admin");
    PackFolder.of(packs, "demo")
        .action("act")
        .file("triggers/tick.yaml", "ref: demo.tick\nlabel: T\n")
        .file("rules/rule.yaml", rule("demo.rule", "demo.tick"))
        .file("rules/timed.yaml", rule("demo.timed", "core.intervaltimer"))
        .file("sensors/ticker.yaml", "ref: demo.ticker\nlabel: S\ntrigger_types: demo.tick\n")
        .file("sensors/ticker.sh", "read x\n");
    platform.services.packs().installAll(packs);
    Flows.addTo(admin);
    String execution = admin.post("/api/v1/workflows/demo.ask/execute", ASK).text("data.id");
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + execution + "/events",
        event -> event.text("status").equals("waiting"),
        "X-Login: admin");
    names =
        new TreeMap<>(
            Map.of(
                "pack_ref", "demo",
                "workflow_ref", "demo.ask",
                "action_ref", "demo.act",
                "trigger_ref", "demo.tick",
                "sensor_ref", "demo.ticker",
                "policy_ref", "demo.policy",
                "ref", "viewer",
                "execution", execution,
                "inquiry", admin.get("/api/v1/inquiries").text("data.0.id")));
    names.put("rule_ref", "demo.rule");
    names.put("schedule", "demo.timed");
    names.put("subscription_ref", "demo.chat");
    names.put("queue_ref", "demo.queue");
    names.put("artifact_ref", "demo.report");
    names.put("version", "1");
    makeMore(admin);
  }

  private static String rule(String ref, String trigger) {
    String params = trigger.equals("demo.tick") ? "{}" : "{unit: hours, interval: 9}";
    return "ref: %s\ntrigger_ref: %s\naction_ref: core.noop\ntrigger_params: %s\n"
        .formatted(ref, trigger, params);
  }

  /** One of each kind of thing that a path can name. */
  private static void makeMore(Client admin) {
    names.put(
        "definition", admin.get("/api/v1/workflows/demo.ask/versions").text("data.0.definition"));
    made(
        admin.post(
            "/api/v1/policies",
            "{\"ref\": \"demo.policy\", \"action_ref\": \"demo.held\","
                + " \"concurrency\": {\"limit\": 9}}"));
    made(
        admin.post(
            "/api/v1/queues", "{\"ref\": \"demo.queue\", \"dispatch_action\": \"demo.held\"}"));
    made(admin.post("/api/v1/artifacts", "{\"ref\": \"demo.report\"}"));
    made(admin.send("POST", "/api/v1/artifacts/demo.report/versions", "demo", "text/plain"));
    String item = "{\"payload\": {\"n\": 1}}";
    names.put("item", made(admin.post("/api/v1/queues/demo.queue/items", item)).text("data.id"));
    made(
        admin.post(
            "/api/v1/subscriptions",
            "{\"ref\": \"demo.chat\", \"url\": \"https://chat.example/x\", \"filters\":"
                + " [\"all\"]}"));
    Answer<Events.Accepted> event =
        platform.automation.events().emit("demo.tick", "demo", null, MapValue.EMPTY);
    names.put("event", ((Answer.Done<Events.Accepted>) event).value().event().toString());
    names.put("enforcement", admin.get("/api/v1/enforcements").text("data.0.id"));
    names.put(
        "backfill",
        admin
            .post(
                "/api/v1/schedules/demo.timed/backfill",
                "{\"from\": \"2026-03-01T00:00:00Z\", \"to\": \"2026-03-01T10:00:00Z\"}")
            .text("data.id"));
    names.put(
        "workflow_id",
        made(admin.post(
                "/dagger/workflows",
                "{\"name\": \"demo\", \"steps\": [{\"id\": \"a\", \"image\": \"b:1\"}]}"))
            .text("id"));
    names.put(
        "container",
        made(admin.post("/dagger/workflows/" + names.get("workflow_id") + "/execute", "{}"))
            .text("execution_id"));
    names.put(
        "script",
        made(admin.form("/workflows", Map.of("workflow", "fun demo():\n  pass\n")))
            .text("data.id"));
    Answer<Identity> identity =
        platform
            .access
            .identities()
            .create(
                Principal.operator("root"),
                Identity.Kind.USER,
                "demo",
                new Identities.Wish(null, null, Set.of(), null, null));
    names.put("identity", ((Answer.Done<Identity>) identity).value().id());
  }

  private static Client.Got made(Client.Got got) {
    assertThat(got.status()).as(got.body()).isIn(201, 202);
    return got;
  }

  @Test
  @DisplayName("what the matrix names is there: an administrator finds it on every route")
  void administratorsFindWhatIsNamed() {
    for (Route route : routes) {
      boolean named = route.path().contains("{") && !(route.policy() instanceof Policy.Open);
      if (route.method() != Method.GET
          || !named
          || STREAMS.contains(route.operation())
          || MADE_BY_PROGRAMS.contains(route.operation())) {
        continue;
      }
      Client.Got got = got("admin", route, names);
      // A preview wants to know from where.
      int status = route.operation().equals("previewRerun") ? 400 : 200;
      assertThat(got.status()).as(route.operation() + got.body()).isEqualTo(status);
    }
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** A caller with the rights of a role, or limited to another pack. */
  private static Principal role(String name) {
    Reach.Limit elsewhere = Reach.Limit.pack("other");
    Rights rights =
        switch (name) {
          case "demo-runner" -> limited(BuiltInSets.EXECUTOR, Reach.Limit.pack("demo"));
          case "stranger" -> limited(BuiltInSets.ADMIN, elsewhere);
          case "watcher" ->
              new Rights(
                  List.of(
                      Grant.of(Resource.EXECUTIONS, Operation.READ),
                      Grant.of(Resource.EXECUTIONS, Operation.EXECUTE).within(elsewhere)));
          default -> Rights.of(List.of(BuiltInSets.find(name).orElseThrow()));
        };
    return new Principal(Principal.Kind.USER, name, Set.of(), rights, null);
  }

  private static Rights limited(PermissionSet set, Reach.Limit limit) {
    return new Rights(set.grants().stream().map(grant -> grant.within(limit)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "executor", "editor", "admin"})
  @DisplayName("S1-167: each role may what it says and nothing else, on every route")
  void rolesMayWhatTheySay(String role) {
    Map<String, Boolean> expected = new TreeMap<>();
    Map<String, Boolean> seen = new TreeMap<>();
    for (Route route : routes) {
      expected.put(route.operation(), mayBe(role, route.policy()));
      int status = call(role, route, "nothing1");
      assertThat(status).as(route.operation()).isNotEqualTo(401).isLessThan(500);
      // What is about the caller asks for what proved who it is, here nothing, and not for a role.
      seen.put(route.operation(), status != 403 || isAboutTheCaller(route));
    }
    assertThat(seen).isEqualTo(expected);
  }

  /** Written out here once more, not asked of the permission sets. */
  private static boolean mayBe(String role, Policy policy) {
    Permission permission =
        switch (policy) {
          case Policy.Open _, Policy.Known _ -> null;
          case Policy.Whole(Permission needed) -> needed;
          case Policy.Some(Permission needed) -> needed;
          case Policy.One(Permission needed, _) -> needed;
        };
    if (permission == null) {
      return true;
    }
    boolean emits =
        permission.operation() == Operation.CREATE
            && Set.of(Resource.EVENTS, Resource.INQUIRIES).contains(permission.resource());
    if (role.equals("admin") || emits) {
      return !emits;
    }
    if (INNER.contains(permission.resource())) {
      return false;
    }
    Operation operation = permission.operation();
    boolean runs = ACTING.contains(operation);
    boolean queues =
        permission.resource() == Resource.QUEUE_ITEMS
            && (operation == Operation.CREATE || operation == Operation.UPDATE);
    return switch (role) {
      case "viewer" -> LOOKING.contains(operation);
      case "executor" -> runs || queues;
      default ->
          runs
              || queues
              || !Set.of(Resource.EXECUTIONS, Resource.INQUIRIES).contains(permission.resource());
    };
  }

  @Test
  @DisplayName("S1-167: nobody gets anything but 401 from any route that is not listed as public")
  void nobodyGetsNothing() {
    for (Route route : routes) {
      boolean isPublic = route.policy() instanceof Policy.Open;
      assertThat(call("", route, "nothing1") == 401).as(route.operation()).isEqualTo(!isPublic);
    }
  }

  @Test
  @DisplayName("Security rows 12 and 2: another's things are nowhere, in no list, stream or answer")
  void othersThingsAreNowhere() {
    for (Route route : routes) {
      if (route.policy() instanceof Policy.Open || isAboutTheCaller(route)) {
        continue;
      }
      Client.Got got = got("stranger", route, names);
      if (route.path().contains("{") && !(route.policy() instanceof Policy.Some)) {
        assertThat(got.status()).as(route.operation()).isIn(403, 404);
      }
      assertThat(got.status()).as(route.operation()).isLessThan(500);
      assertThat(got.body()).as(route.operation()).doesNotContain(CANARY);
    }
  }

  private static boolean isAboutTheCaller(Route route) {
    return route.policy() instanceof Policy.Known;
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, 200, 403, 403",
    "executor, 200, 202, 403",
    "editor, 200, 202, 201",
    "stranger, 404, 404, 404"
  })
  @DisplayName("Security row 15: roles are held to at the API; S1-167: Viewer write is 403")
  void rolesAreHeldToAtTheApi(String role, int reads, int runs, int writes) {
    Client client = platform.client().as(role);
    assertThat(client.get("/api/v1/workflows/demo.chain").status()).isEqualTo(reads);
    assertThat(client.post("/api/v1/workflows/demo.broken/execute", "{}").status()).isEqualTo(runs);
    String text = Flows.HELD.replace("demo.held", "demo.of_" + role);
    assertThat(client.post("/api/v1/packs/demo/workflows", Flows.body(text)).status())
        .isEqualTo(writes);
  }

  @Test
  @DisplayName("Security row 12: what starts something is checked by what it starts")
  void startingIsCheckedByWhatIsStarted() {
    Client stranger = platform.client().as("stranger");
    for (String ref : List.of("demo.held", "other.none")) {
      assertThat(
              stranger
                  .post("/api/v1/executions/execute", "{\"action_ref\": \"" + ref + "\"}")
                  .status())
          .as(ref)
          .isEqualTo(404);
    }
  }

  @Test
  @DisplayName("Security row 15: giving a task another input asks for its action, not its workflow")
  void anEditedInputIsCheckedByWhatItIsFor() {
    Client runner = platform.client().as("demo-runner");
    String id = runner.post("/api/v1/workflows/demo.chain/execute", "{}").text("data.id");
    Follow.all(platform.server.address(), "/api/v1/executions/" + id + "/events", "X-Login: admin");
    String path = "/api/v1/executions/" + id + "/rerun";
    String edited = "{\"from\": \"two\", \"input\": {\"exit_code\": 1}}";
    assertThat(runner.post(path, "{\"from\": \"two\"}").status()).isEqualTo(202);
    assertThat(runner.post(path, edited).status()).isIn(403, 404);
    assertThat(platform.client().as("executor").post(path, edited).status()).isEqualTo(202);
  }

  @Test
  @DisplayName("S1-167: who may see a thing but not change it gets 403, who may not see it 404")
  void seeingIsNotChanging() {
    Client watcher = platform.client().as("watcher");
    String path = "/api/v1/executions/" + names.get("execution");
    assertThat(watcher.get(path + "/logs").status()).isEqualTo(200);
    assertThat(watcher.post(path + "/cancel").status()).isEqualTo(403);
    assertThat(watcher.post("/api/v1/executions/0000000000000/cancel").status()).isEqualTo(404);
  }

  private static int call(String role, Route route, String name) {
    return got(
            role,
            route,
            Map.of(
                "pack_ref", name,
                "workflow_ref", name,
                "action_ref", name,
                "execution", name,
                "inquiry", name))
        .status();
  }

  /** What the id in a path is of. */
  private static String kind(String path) {
    if (path.startsWith("/workflows/")) {
      return "script";
    }
    for (Map.Entry<String, String> each : IDS.entrySet()) {
      if (path.contains(each.getKey() + "/{id}")) {
        return each.getValue();
      }
    }
    return "execution";
  }

  private static Client.Got got(String role, Route route, Map<String, String> values) {
    String path = route.path();
    path = path.replace("{id}", values.getOrDefault(kind(path), "nothing1"));
    if (path.contains("/schedules/")) {
      path = path.replace("{rule_ref}", values.getOrDefault("schedule", "nothing1"));
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    path = path.replaceAll("\\{\\w+}", "nothing1");
    if (route.operation().equals("streamExecution")) {
      path += "?execution_id=" + values.getOrDefault("execution", "nothing1");
    }
    Client client = role.isEmpty() ? platform.client() : platform.client().as(role);
    boolean body = route.method() == Method.POST || route.method() == Method.PUT;
    if (route.accepts() == Accepts.FORM) {
      return client.form(path, Map.of("unknown", "x"));
    }
    return client.send(route.method().name(), path, body ? "{}" : null);
  }
}
