package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.server.Client.Got;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts by HTTP. */
@DisplayName("S1-170: artifacts over HTTP")
final class ArtifactApiTest {

  private static final String PATH = "/api/v1/artifacts";

  private static TestPlatform platform;
  private static Client api;

  @BeforeAll
  static void start() {
    platform =
        TestPlatform.start(
            ServerOptions.onPort(0),
            request ->
                request.header("X-Login").map(ArtifactApiTest::role).orElse(Principal.anonymous()));
    api = platform.client().as("admin");
    Flows.install(api);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Principal role(String name) {
    Reach.Limit demo = Reach.Limit.pack("demo");
    Rights rights =
        switch (name) {
          case "demo" ->
              new Rights(
                  BuiltInSets.EDITOR.grants().stream().map(grant -> grant.within(demo)).toList());
          case "artifacts-only" ->
              new Rights(List.of(Grant.of(Resource.ARTIFACTS, Operation.READ)));
          default -> Rights.of(List.of(BuiltInSets.find(name).orElseThrow()));
        };
    return new Principal(Principal.Kind.USER, name, Set.of(), rights, null);
  }

  private static Got make(Client client, String fields) {
    return client.post(PATH, "{" + fields + "}");
  }

  private static Got upload(Client client, String ref, String content) {
    return client.send("POST", PATH + "/" + ref + "/versions", content, "text/html");
  }

  @Test
  @DisplayName("S1-170 AT: two versions with `versions: 1` retention keep the newest")
  void theNewestVersionIsKept() {
    Got made =
        make(
            api,
            "\"ref\": \"demo.page\", \"owner_type\": \"pack\", \"owner\": \"demo\","
                + " \"retention\": {\"versions\": 1}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.text("data.latest")).isEqualTo("0");
    assertThat(upload(api, "demo.page", "<script>one</script>").text("data.version"))
        .isEqualTo("1");
    Got second = upload(api, "demo.page", "<script>two</script>");
    assertThat(second.headers().firstValue("Location")).contains(PATH + "/demo.page/versions/2");

    assertThat(api.get(PATH + "/demo.page/versions").list("data")).hasSize(1);
    assertThat(api.get(PATH + "/demo.page").text("data.latest")).isEqualTo("2");
    assertThat(api.get(PATH + "/demo.page/versions/1").status()).isEqualTo(404);
    assertThat(api.get(PATH + "?owner_type=pack&owner=demo").list("data")).hasSize(1);
    assertThat(api.get(PATH + "?owner_type=identity").list("data")).isEmpty();
    Got content = api.get(PATH + "/demo.page/versions/2");
    assertThat(content.body()).isEqualTo("<script>two</script>");
    assertThat(content.headers().map())
        .as("security row 17: a page that was stored is no page of this server")
        .containsEntry("content-type", List.of("application/octet-stream"))
        .containsEntry("content-disposition", List.of("attachment"))
        .containsEntry("x-content-type-options", List.of("nosniff"));

    assertThat(make(api, "\"ref\": \"demo.page\"").status()).isEqualTo(409);
    assertThat(api.delete(PATH + "/demo.page").status()).isEqualTo(200);
    assertThat(api.delete(PATH + "/demo.page").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/audit").body())
        .contains("createArtifact", "uploadArtifactVersion", "deleteArtifact", "demo.page");
  }

  @Test
  @DisplayName("S1-170: entries are added to a progress record and shown with it")
  void progressIsAdded() {
    make(api, "\"ref\": \"demo.move\", \"kind\": \"progress\", \"retention\": {\"versions\": 2}");
    for (int percent = 10; percent <= 30; percent += 10) {
      Got added = api.post(PATH + "/demo.move/progress", "{\"percent\": " + percent + "}");
      assertThat(added.status()).as(added.body()).isEqualTo(201);
    }
    Got shown = api.get(PATH + "/demo.move");
    assertThat(shown.at("data.progress").toString())
        .isEqualTo("[{\"percent\":20},{\"percent\":30}]");
    assertThat(upload(api, "demo.move", "x").status()).isEqualTo(409);
    api.delete(PATH + "/demo.move");
  }

  @Test
  @DisplayName("S1-170: what an execution printed is read by whoever may read the execution")
  void outputsAreArtifacts() {
    String id = api.post("/api/v1/workflows/demo.chain/execute", "{}").text("data.id");
    Follow.all(platform.server.address(), "/api/v1/executions/" + id + "/events", "X-Login: admin");

    Got list = api.get(PATH + "?execution_id=" + id);
    String stdout = PATH + "/execution." + id + ".stdout";
    assertThat(list.text("data.0.ref")).isEqualTo("execution." + id + ".stdout");
    assertThat(list.text("data.1.ref")).isEqualTo("execution." + id + ".stderr");
    assertThat(list.text("data.0.owner")).isEqualTo("demo.chain");
    assertThat(api.get(stdout).text("data.kind")).isEqualTo("file");
    Got content = platform.client().as("demo").get(stdout + "/versions/1");
    assertThat(content.body()).isEqualTo("one says\ntwo says\n");
    assertThat(api.get(stdout + "/versions").text("data.0.size"))
        .isEqualTo(String.valueOf(content.body().length()));
    assertThat(api.get(stdout + "/versions/2").status()).isEqualTo(404);
    assertThat(api.get(PATH + "/execution." + id + ".stderr/versions/1").body()).isEmpty();

    assertThat(upload(api, "execution." + id + ".stdout", "x").status()).isEqualTo(409);
    assertThat(api.delete(stdout).status()).isEqualTo(409);
    Client other = platform.client().as("artifacts-only");
    for (String path :
        List.of(
            stdout, stdout + "/versions", stdout + "/versions/1", PATH + "?execution_id=" + id)) {
      assertThat(other.get(path).status()).as(path).isIn(403, 404);
    }
    assertThat(api.get(PATH + "?execution_id=nothing1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @DisplayName("S1-167, S1-170: who is limited to a pack keeps things of this pack alone")
  @CsvSource({
    "'\"ref\": \"demo.a\", \"owner_type\": \"pack\", \"owner\": \"demo\"', 201",
    "'\"ref\": \"demo.b\", \"owner_type\": \"action\", \"owner\": \"demo.chain\"', 201",
    "'\"ref\": \"demo.c\", \"owner_type\": \"identity\", \"owner\": \"demo\"', 201",
    "'\"ref\": \"demo.d\"', 404",
    "'\"ref\": \"demo.e\", \"owner_type\": \"identity\", \"owner\": \"ada\"', 404",
    "'\"ref\": \"other.a\", \"owner_type\": \"pack\", \"owner\": \"demo\"', 404",
    "'\"ref\": \"demo.f\", \"owner_type\": \"pack\", \"owner\": \"other\"', 404",
  })
  void limitsHold(String fields, int status) {
    Got made = make(platform.client().as("demo"), fields);
    assertThat(made.status()).as(made.body()).isEqualTo(status);
    assertThat(make(platform.client().as("viewer"), fields).status()).isEqualTo(403);
    if (status == 201) {
      assertThat(api.delete(PATH + "/" + made.text("data.ref")).status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("S1-170: lists are filtered by kind, and by a part of ref or name")
  void listsAreFiltered() {
    make(api, "\"ref\": \"demo.sums\", \"name\": \"Sums of the Day\"");
    make(api, "\"ref\": \"demo.steps\", \"kind\": \"progress\"");
    assertThat(api.get(PATH + "?kind=progress&text=demo.s").body())
        .contains("demo.steps")
        .doesNotContain("demo.sums");
    assertThat(api.get(PATH + "?text=of+the+day").text("data.0.ref")).isEqualTo("demo.sums");
    assertThat(api.get(PATH + "?text=nowhere").list("data")).isEmpty();
    assertThat(api.get(PATH + "?kind=movie").status()).isEqualTo(400);
    api.delete(PATH + "/demo.sums");
    api.delete(PATH + "/demo.steps");
  }

  @Test
  @DisplayName("S1-170: lists show what is within reach")
  void listsShowWhatIsWithinReach() {
    make(api, "\"ref\": \"demo.seen\"");
    make(api, "\"ref\": \"other.unseen\"");
    assertThat(platform.client().as("demo").get(PATH).body())
        .contains("demo.seen")
        .doesNotContain("unseen");
    assertThat(platform.client().as("demo").get(PATH + "/other.unseen").status()).isEqualTo(404);
    api.delete(PATH + "/demo.seen");
    api.delete(PATH + "/other.unseen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ref\": \"a b\"",
        "\"ref\": \"execution.0123456789abc.stdout\"",
        "\"ref\": \"a\", \"owner_type\": \"pack\"",
        "\"ref\": \"a\", \"kind\": \"movie\"",
        "\"ref\": \"a\", \"retention\": {\"versions\": 0}",
        "\"ref\": \"a\", \"retention\": {\"weeks\": 1}",
      })
  void whatIsNoArtifactIsRefused(String fields) {
    assertThat(make(api, fields).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("Security row 26: what says it is too large is refused, and what is too large")
  void tooLargeIsRefused() {
    make(api, "\"ref\": \"demo.large\"");
    Got refused = upload(api, "demo.large", "x".repeat(VersionedArtifacts.LARGEST_FILE + 1));
    assertThat(refused.status()).isEqualTo(413);
    assertThat(upload(api, "demo.large", "x".repeat(2 << 20)).status()).isEqualTo(201);
    make(api, "\"ref\": \"demo.entries\", \"kind\": \"progress\"");
    String entry = "{\"text\": \"" + "x".repeat(VersionedArtifacts.LARGEST_ENTRY) + "\"}";
    assertThat(api.post(PATH + "/demo.entries/progress", entry).status()).isEqualTo(400);
    api.delete(PATH + "/demo.large");
    api.delete(PATH + "/demo.entries");
  }
}
