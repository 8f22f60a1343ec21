package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import dev.heddle.values.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Workflows, packs and actions over HTTP. */
final class WorkflowApiTest {

  private static final String MANY_MISTAKES =
      """
      ref: demo.wrong
      label: Wrong
      version: "1"
      tasks:
        - name: a
          action: core.noop
          on_succes: [b]
          on_failure: [nowhere]
        - name: b
          action: core.noop
          retry: {count: 1000}
      """;

  private static TestPlatform platform;
  private static Client api;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    api = platform.client();
    Flows.install(api);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static String flow(String ref, String label) {
    return Flows.body(Flows.CHAIN.replace("demo.chain", ref).replace("Chain", label));
  }

  @Test
  void versionsAreListedWithTheirSource() {
    String first = Flows.HELD.replace("demo.held", "demo.versions");
    String second = first.replace("label: Held", "label: Second");
    api.post("/api/v1/packs/demo/workflows", Flows.body(first));
    api.send("PUT", "/api/v1/workflows/demo.versions", Flows.body(second));
    String path = "/api/v1/workflows/demo.versions/versions";
    Got list = api.get(path);
    assertThat(list.text("data.0.label")).isEqualTo("Second");
    assertThat(list.text("data.0.current")).isEqualTo("true");
    assertThat(list.text("data.1.current")).isEqualTo("false");
    String former = list.text("data.1.definition");
    Got source = api.get(path + "/" + former);
    assertThat(source.text("data.source.text")).isEqualTo(first);
    assertThat(source.text("data.graph.nodes.0.name")).isEqualTo("first");
    assertThat(api.get("/api/v1/workflows/demo.chain/versions/" + former).status()).isEqualTo(404);
    assertThat(api.get(path + "/nothing").status()).isEqualTo(404);
  }

  @Test
  void triesATextThatIsNoVersion() {
    String stored = Flows.HELD.replace("demo.held", "demo.tried");
    api.post("/api/v1/packs/demo/workflows", Flows.body(stored));
    String path = "/api/v1/workflows/demo.tried";
    String text = Flows.CHAIN.replace("demo.chain", "demo.tried").replace("Chain", "Draft");
    Got started = api.post(path + "/draft/execute", Flows.body(text));
    assertThat(started.status()).isEqualTo(202);
    String id = started.text("data.id");
    assertThat(Follow.untilEnd(platform, id).text("data.status")).isEqualTo("completed");
    String run = "/api/v1/workflow-executions/" + id;
    assertThat(api.get(run + "/graph").list("data.nodes"))
        .hasSize(api.get("/api/v1/workflows/demo.chain").list("data.definition.tasks").size());

    assertThat(api.get(run).text("data.draft")).isEqualTo("true");
    assertThat(api.get(path + "/executions").text("data.0.draft")).isEqualTo("true");
    assertThat(api.get(path).text("data.source.text")).isEqualTo(stored);
    assertThat(api.get(path + "/versions").list("data")).hasSize(1);
    api.put(path, Flows.body(text));
    assertThat(api.get(path + "/versions").list("data")).as("stored it is a version").hasSize(2);

    assertThat(api.post(path + "/draft/execute", Flows.body(Flows.CHAIN)).text("code"))
        .isEqualTo("ref_changed");
    assertThat(api.post(path + "/draft/execute", Flows.body(MANY_MISTAKES)).list("errors"))
        .hasSize(3);
    assertThat(api.post("/api/v1/workflows/demo.nothing/draft/execute", Flows.body(text)).status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("S1-127: create 201, again 409, replace 200, delete 200, then 404")
  void lifeOfAWorkflow() {
    Got created = api.post("/api/v1/packs/demo/workflows", flow("demo.life", "Life"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/workflows/demo.life");
    assertThat(created.text("data.definition.label")).isEqualTo("Life");
    Got again = api.post("/api/v1/packs/demo/workflows", flow("demo.life", "Life"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("code")).isEqualTo("duplicate_ref");

    Got replaced = api.put("/api/v1/workflows/demo.life", flow("demo.life", "Other"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(api.get("/api/v1/workflows/demo.life").text("data.label")).isEqualTo("Other");
    assertThat(api.put("/api/v1/workflows/demo.life", flow("demo.renamed", "x")).status())
        .isEqualTo(400);

    assertThat(api.delete("/api/v1/workflows/demo.life").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/workflows/demo.life").status()).isEqualTo(404);
    assertThat(api.delete("/api/v1/workflows/demo.life").status()).isEqualTo(404);
    assertThat(api.put("/api/v1/workflows/demo.life", flow("demo.life", "x")).status())
        .isEqualTo(404);
    assertThat(api.post("/api/v1/workflows/demo.life/execute", "{}").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S1-127: an unknown pack is a 404, an invalid definition a 400 with every place")
  void refusesToCreate() {
    assertThat(api.post("/api/v1/packs/none/workflows", flow("none.x", "x")).status())
        .isEqualTo(404);
    assertThat(api.get("/api/v1/packs/none/workflows").status()).isEqualTo(404);
    Got wrong = api.post("/api/v1/packs/demo/workflows", Flows.body(MANY_MISTAKES));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.list("errors")).hasSize(3);
    assertThat(wrong.at("errors.0.line")).isEqualTo(Value.of(7));
    assertThat(wrong.text("errors.0.message")).contains("on_succes");
  }

  @Test
  @DisplayName("S1-131: validate returns all errors of a file, not only the first")
  void validates() {
    Got wrong = api.post("/api/v1/workflows/validate", Flows.body(MANY_MISTAKES));
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.text("data.valid")).isEqualTo("false");
    assertThat(wrong.list("data.errors")).hasSize(3);
    Got right = api.post("/api/v1/workflows/validate", flow("demo.fine", "Fine"));
    assertThat(right.text("data.valid")).isEqualTo("true");
    assertThat(right.text("data.dialect")).isEqualTo("flow");
    assertThat(right.text("data.parameters.properties.key.secret")).isEqualTo("true");
    assertThat(right.list("data.warnings")).isEmpty();
    String calls = Flows.CHAIN.replaceFirst("core.noop", "core.nop");
    Got warned = api.post("/api/v1/workflows/validate", Flows.body(calls));
    assertThat(warned.text("data.valid")).isEqualTo("true");
    assertThat(warned.text("data.warnings.0.message")).contains("did you mean `core.noop`");
    assertThat(api.get("/api/v1/workflows/demo.fine").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S1-002: what the API shows as JSON is accepted as a definition")
  void takesJsonDefinitions() {
    Got chain = api.get("/api/v1/workflows/demo.chain");
    String asJson = dev.heddle.values.Json.write(chain.at("data.definition"));
    Got checked = api.post("/api/v1/workflows/validate", "{\"definition\": " + asJson + "}");
    assertThat(checked.text("data.valid")).as(checked.body()).isEqualTo("true");
    assertThat(api.post("/api/v1/workflows/validate", "{\"definition\": 5}").status())
        .isEqualTo(400);
    assertThat(api.post("/api/v1/workflows/validate", "{}").text("errors.0.path"))
        .isEqualTo("definition");
  }

  @Test
  @DisplayName("S1-127: lists by tags, search, pack and enabled")
  void lists() {
    api.post("/api/v1/packs", "{\"ref\": \"shelf\", \"label\": \"Shelf\", \"version\": \"1\"}");
    for (String name : new String[] {"one", "two", "three", "four"}) {
      api.post("/api/v1/packs/shelf/workflows", flow("shelf." + name, "Shelved " + name));
    }
    String shelf = "/api/v1/workflows?pack_ref=shelf";
    assertThat(api.get(shelf + "&tags=short&search=SHELVED%20TWO").list("data")).hasSize(1);
    assertThat(api.get(shelf + "&tags=short,long").list("data")).isEmpty();
    assertThat(api.get(shelf + "&enabled=false").list("data")).isEmpty();
    assertThat(api.get("/api/v1/workflows?pack_ref=none").list("data")).isEmpty();
    Got page = api.get("/api/v1/packs/shelf/workflows?per_page=3&page=2");
    assertThat(page.list("data")).hasSize(1);
    assertThat(page.at("pagination.total_pages")).isEqualTo(Value.of(2));
    assertThat(api.get("/api/v1/workflows?order=ref").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("S1-129: a disabled workflow is a 409")
  void refusesDisabled() {
    api.post("/api/v1/packs/demo/workflows", flow("demo.off", "Off"));
    platform.services.workflows().enable("demo.off", false);
    assertThat(api.post("/api/v1/workflows/demo.off/execute", "{}").status()).isEqualTo(409);
  }

  @Test
  @DisplayName("S1-132: deleting a workflow leaves its executions alone")
  void deletesWhileRunning() {
    api.post("/api/v1/packs/demo/workflows", flow("demo.gone", "Gone"));
    String id = api.post("/api/v1/workflows/demo.gone/execute", "{}").text("data.id");
    assertThat(api.delete("/api/v1/workflows/demo.gone").status()).isEqualTo(200);
    Got ended = Follow.untilEnd(platform, id);
    assertThat(ended.text("data.status")).isEqualTo("completed");
    assertThat(api.get("/api/v1/workflow-executions/" + id + "/graph").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("Security row 7: labels and descriptions are never templates")
  void showsTextAsItIs() {
    String yaml = Flows.CHAIN.replace("demo.chain", "demo.text").replace("Chain", "'{{7*7}}'");
    assertThat(api.post("/api/v1/packs/demo/workflows", Flows.body(yaml)).text("data.label"))
        .isEqualTo("{{7*7}}");
  }

  @Test
  void showsPacksAndActions() {
    assertThat(api.get("/api/v1/packs").body()).contains("\"demo\"");
    assertThat(api.get("/api/v1/packs/demo").text("data.label")).isEqualTo("Demo");
    assertThat(api.get("/api/v1/packs/none").status()).isEqualTo(404);
    String taken = "{\"ref\": \"demo\", \"label\": \"x\", \"version\": \"1\"}";
    assertThat(api.post("/api/v1/packs", taken).status()).isEqualTo(409);
    assertThat(api.post("/api/v1/packs", "{\"ref\": \"Not A Ref\"}").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/actions").list("data")).hasSize(3);
    assertThat(api.get("/api/v1/actions/search?q=NOOP").text("data.0.ref")).isEqualTo("core.noop");
    assertThat(api.get("/api/v1/actions/search").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/actions/core.noop").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/actions/core.none").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S1-135, row 22: values of a pack are set over HTTP, secrets never come back")
  void configuresAPack() {
    api.post("/api/v1/packs", "{\"ref\": \"set\", \"label\": \"S\", \"version\": \"1\"}");
    String path = "/api/v1/packs/set/config";
    assertThat(api.get(path).list("data.settings")).isEmpty();

    Got plain = api.put(path + "/region", "{\"value\": \"eu\"}");
    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.text("data.settings.0.value")).isEqualTo("eu");
    Got secret = api.put(path + "/token", "{\"value\": \"canary\", \"secret\": true}");
    assertThat(secret.text("data.settings.1.value")).isEqualTo("[secret]");
    assertThat(secret.body() + api.get(path).body()).doesNotContain("canary");

    assertThat(api.put(path + "/x", "{}").status()).isEqualTo(400);
    assertThat(api.put("/api/v1/packs/none/config/x", "{\"value\": 1}").status()).isEqualTo(404);
    assertThat(api.delete(path + "/region").list("data.settings")).hasSize(1);
  }

  @Test
  @DisplayName("S1-139, rows 24 and 25: over HTTP a pack comes from no file and no strange address")
  void installsFromNowhereElse() {
    for (String source :
        new String[] {"/etc", ".", "file:///etc/x.zip", "ext::sh -c id", "git@host:x", "-x", ""}) {
      Got got = api.post("/api/v1/packs/install", "{\"source\": \"" + source + "\"}");
      assertThat(got.status()).as(source).isEqualTo(400);
      assertThat(got.text("code")).as(source).isEqualTo("invalid_request");
    }
    for (String source :
        new String[] {"slack", "https://inner.example/x.git", "https://inner.example/x.zip"}) {
      Got got = api.post("/api/v1/packs/install", "{\"source\": \"" + source + "\"}");
      assertThat(got.text("code")).as(source).isEqualTo("not_fetched");
    }
    String unnamed = "{\"source\": \"slack\", \"no_registry\": true}";
    assertThat(api.post("/api/v1/packs/install", unnamed).text("code"))
        .isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("S1-142: a pack is removed over HTTP; one of unknown source is not updated")
  void removesAPack() {
    api.post("/api/v1/packs", "{\"ref\": \"gone\", \"label\": \"G\", \"version\": \"1\"}");

    assertThat(api.post("/api/v1/packs/gone/update").text("code")).isEqualTo("unknown_source");
    assertThat(api.delete("/api/v1/packs/gone").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/packs/gone").status()).isEqualTo(404);
    assertThat(api.delete("/api/v1/packs/gone").status()).isEqualTo(404);
    assertThat(api.post("/api/v1/packs/gone/update").status()).isEqualTo(404);
  }
}
