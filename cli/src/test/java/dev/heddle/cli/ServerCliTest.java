package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against a server: those who run them have no database, only what a login gave them. */
@DisplayName("S1-172, S1-173: commands against a server")
final class ServerCliTest {

  private static final String PASSWORD = "correct horse battery";

  @TempDir private static Path directory;

  private static TestHome home;
  private static Background server;
  private static String address;
  private static Map<String, String> ada;
  private static Map<String, String> viewer;
  private static String token;
  private static String execution;

  @BeforeAll
  static void startServer() throws Exception {
    writePack();
    home = new TestHome();
    home.runWithInput(PASSWORD, "identity", "create", "ada", "--role", "admin", "--password");
    home.runWithInput(PASSWORD, "identity", "create", "vic", "--role", "viewer", "--password");
    token = home.run("identity", "token", "ada", "--name", "test").out().strip();
    server =
        Background.of(
            home.environment(), "server", "--port", "0", "--packs", directory + "/packs/news");
    address = server.await("heddle listens on ").replace("heddle listens on ", "");
    ada = somebody("ada");
    viewer = somebody("vic");
    assertThat(CliRun.of(ada, token, "login", address).exitCode()).isZero();
    assertThat(CliRun.of(viewer, PASSWORD, "login", address, "--user", "vic").exitCode()).isZero();
    CliRun run = ada("action", "execute", "core.echo", "--param", "message=first", "--watch", "-j");
    assertThat(run.exitCode()).as(run.err()).isZero();
    execution = text(run, "id");
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
    home.close();
  }

  /** An environment without a database. */
  private static Map<String, String> somebody(String name) throws IOException {
    Path own = Files.createDirectories(directory.resolve("home-" + name));
    return Map.of("HEDDLE_HOME", own.toString(), "PATH", System.getenv("PATH"));
  }

  private static CliRun ada(String... arguments) {
    return CliRun.of(ada, "", arguments);
  }

  private static String text(CliRun run, String name) {
    return ((MapValue) Json.read(run.out())).get(name) instanceof TextValue(String text)
        ? text
        : "";
  }

  private static void writePack() throws IOException {
    write("pack.yaml", "{ref: news, label: News, description: News, version: '1'}");
    write("triggers/push.yaml", "{ref: news.push, label: Push, output: {branch: {type: string}}}");
    write(
        "workflows/build.yaml",
        """
        ref: news.build
        label: Build
        version: "1"
        parameters: {branch: {type: string, required: true}}
        tasks:
          - {name: build, action: core.echo, input: {message: "{{ parameters.branch }}"}}
        output_map: {built: "{{ task.build.result.stdout }}"}
        """);
    write(
        "workflows/ask.yaml",
        """
        ref: news.ask
        label: Ask
        version: "1"
        tasks:
          - name: ask
            action: core.inquiry
            input:
              prompt: Shall we?
              schema: {type: object, properties: {yes: {type: boolean}}, required: ['yes']}
        """);
    write(
        "rules/on_push.yaml",
        """
        ref: news.on_push
        trigger_ref: news.push
        conditions: {branch: main}
        action_ref: news.build
        action_params: {branch: "{{ event.payload.branch }}"}
        """);
    write(
        "rules/nightly.yaml",
        """
        ref: news.nightly
        trigger_ref: core.crontimer
        trigger_params: {expression: "0 30 2 * * *"}
        action_ref: news.build
        action_params: {branch: main}
        """);
  }

  private static void write(String name, String text) throws IOException {
    Path file = directory.resolve("packs/news").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  @DisplayName("a login keeps its tokens where nobody else can read them, and shows them to nobody")
  void profilesAreKeptUnseen() throws IOException {
    Path file = Path.of(ada("config", "path").out().strip());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains(token);
    for (String[] command :
        new String[][] {
          {"config", "profiles"},
          {"config", "profiles", "-j"},
          {"config", "list"},
          {"auth", "whoami"}
        }) {
      CliRun run = ada(command);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out() + run.err()).doesNotContain(token);
    }
    assertThat(ada("config", "profiles").out()).contains("default  yes     ada    " + address);
  }

  @Test
  void aFileOfTokensThatOthersCanReadIsNotUsed(@TempDir Path open) throws IOException {
    Path file = Files.writeString(open.resolve("profiles.json"), "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    CliRun run = CliRun.of(Map.of("HEDDLE_HOME", open.toString()), "", "config", "profiles");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("others can read it", "chmod 600");
  }

  @Test
  @DisplayName("a token that proves nothing is not kept, nor ever repeated")
  void wrongTokensAreRefused(@TempDir Path own) {
    Map<String, String> nobody = Map.of("HEDDLE_HOME", own.toString());
    CliRun run = CliRun.of(nobody, "hdl_canary", "login", address);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out() + run.err()).doesNotContain("canary");
    assertThat(own.resolve("profiles.json")).doesNotExist();
    CliRun wrong = CliRun.of(nobody, "no such password", "login", address, "--user", "ada");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("Login and password do not fit");
  }

  @ParameterizedTest
  @CsvSource({"http://heddle.example.org, everybody on the way", "ftp://x, address of a server"})
  void tokensTravelEncrypted(String url, String message, @TempDir Path own) {
    CliRun run = CliRun.of(Map.of("HEDDLE_HOME", own.toString()), token, "login", url);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  @DisplayName("S1-166: a session goes on by itself when its access token is good no longer")
  void sessionsAreRenewed() throws IOException {
    Path file = Path.of(CliRun.of(viewer, "", "config", "path").out().strip());
    MapValue book = (MapValue) Json.read(Files.readString(file));
    MapValue profiles = (MapValue) book.getOr("profiles", MapValue.EMPTY);
    MapValue former = (MapValue) profiles.getOr("default", MapValue.EMPTY);
    MapValue stale = former.with("token", Value.of("stale"));
    Files.writeString(file, Json.write(book.with("profiles", profiles.with("default", stale))));
    CliRun run = CliRun.of(viewer, "", "auth", "whoami", "-j");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(text(run, "login")).isEqualTo("vic");
    assertThat(Files.readString(file)).doesNotContain("stale", Shown.text(former, "refresh_token"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** What a test reads of documents. */
  private static final class Shown {
    private static String text(MapValue map, String name) {
      return map.get(name) instanceof TextValue(String text) ? text : "";
    }
  }

  @ParameterizedTest
  @DisplayName("S1-172: a command prints the same document from a server and from the database")
  @ValueSource(
      strings = {
        "rule list",
        "rule show news.on_push",
        "trigger list",
        "trigger show core.crontimer",
        "schedule list",
        "schedule show news.nightly",
        "sensor list",
        "event list",
        "policy list",
        "inquiry list",
        "key list",
        "identity list",
        "action list",
        "action search echo",
        "action show core.echo",
        "workflow list",
        "workflow show news.build",
        "worker list",
        "execution list --workflow core.echo",
        "execution show ID",
        "execution logs ID",
        "execution result ID",
        "explain execution ID",
        "audit verify"
      })
  void sameDocumentsHereAndThere(String command) {
    String[] words = (command.replace("ID", execution) + " -j").split(" ");
    CliRun there = ada(words);
    assertThat(there.exitCode()).as(there.err()).isZero();
    CliRun here = home.run(words);
    assertThat(Golden.stable(here.out())).isEqualTo(Golden.stable(there.out()));
    assertThat(Json.read(there.out())).isNotNull();
    String[] human = command.replace("ID", execution).split(" ");
    assertThat(ada(human).exitCode()).isZero();
  }

  @ParameterizedTest
  @DisplayName("S1-172 AT: golden output with -j")
  @ValueSource(
      strings = {"rule list", "schedule list", "trigger show news.push", "execution show ID"})
  void goldenDocuments(String command) throws IOException {
    CliRun run = ada((command.replace("ID", execution) + " -j").split(" "));
    Golden.check(
        "server-" + command.replace(' ', '-').replace('.', '-') + ".json",
        run.out()
            .replaceAll("(\"next\": \\[)[^]]*", "$1")
            .replaceAll("(\"definition\": )\\d+", "$1<number>"));
  }

  @Test
  @DisplayName("S1-173 AT: parameters are JSON where they can be read as JSON")
  void typedParameters() {
    CliRun run =
        ada(
            "workflow",
            "execute",
            "news.build",
            "--param",
            "branch=\"5\"",
            "--watch",
            "-j",
            "--timeout",
            "60");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"built\": \"5\"", "\"branch\": \"5\"");
    CliRun number = ada("workflow", "execute", "news.build", "-p", "branch=5", "--watch");
    assertThat(number.exitCode()).isEqualTo(2);
    assertThat(number.err()).contains("branch");
    CliRun json = ada("action", "execute", "core.echo", "--params-json", "{\"message\": \"hi\"}");
    assertThat(json.exitCode()).as(json.err()).isZero();
    assertThat(json.out()).contains("is started; see heddle execution watch");
  }

  @Test
  @DisplayName("S1-173: the exit code of a watched execution that fails is 1")
  void failuresAreSeen() {
    CliRun run = ada("action", "execute", "core.fail", "-p", "message=on purpose", "--watch");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).contains("failed", "on purpose");
  }

  @Test
  void rulesAreMadeSwitchedAndDeleted() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("rule.yaml"),
            "{ref: news.extra, trigger_ref: news.push, action_ref: news.build,"
                + " action_params: {branch: x}}");
    assertThat(ada("rule", "create", file.toString()).out()).isEqualTo("news.extra is made\n");
    CliRun twice = ada("rule", "create", file.toString());
    assertThat(twice.exitCode()).isEqualTo(1);
    assertThat(ada("rule", "disable", "news.extra").out()).isEqualTo("news.extra is disabled\n");
    assertThat(ada("rule", "list").out()).containsPattern("news\\.extra +no +news\\.push");
    assertThat(ada("rule", "enable", "news.extra", "-j").out()).contains("\"enabled\": true");
    assertThat(ada("rule", "delete", "news.extra").out()).isEqualTo("news.extra is deleted\n");
    CliRun gone = ada("rule", "show", "news.extra");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).contains("heddle: ");
    CliRun wrong = CliRun.of(ada, "{ref: news.odd, color: red}", "rule", "create", "-");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("color");
  }

  @Test
  @DisplayName("S1-147: a webhook gets an address and a secret, each shown once, and a new one")
  void webhooks() {
    CliRun made = ada("webhook", "create", "news.push", "--rate", "60");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("POST " + address + "/api/v1/webhooks/wh_", "signed with ");
    CliRun next = ada("webhook", "regenerate", "news.push");
    assertThat(next.out()).contains("/api/v1/webhooks/wh_").isNotEqualTo(made.out());
    assertThat(ada("webhook", "disable", "news.push").out())
        .isEqualTo("requests to news.push are refused\n");
  }

  @Test
  void schedulesRestAndAreMadeUpFor() {
    assertThat(ada("schedule", "pause", "news.nightly").out())
        .isEqualTo("news.nightly is paused\n");
    assertThat(ada("schedule", "list").out()).containsPattern("news\\.nightly +paused");
    assertThat(ada("schedule", "resume", "news.nightly").out())
        .isEqualTo("news.nightly is on again\n");
    String[] backfill = {
      "schedule",
      "backfill",
      "news.nightly",
      "--from",
      "2026-03-01T00:00:00Z",
      "--to",
      "2026-03-03T00:00:00Z"
    };
    CliRun preview = ada(with(backfill, "--preview"));
    assertThat(preview.out())
        .isEqualTo("news.nightly would start 2: 2026-03-01T02:30:00Z, 2026-03-02T02:30:00Z\n");
    assertThat(ada(backfill).out()).startsWith("news.nightly starts 2, 1 at once");
  }

  private static String[] with(String[] words, String more) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = more;
    return all;
  }

  @Test
  @DisplayName("events are explained and replayed; a draft starts nothing")
  void eventsAreExplainedAndReplayed() throws Exception {
    CliRun executed =
        ada(
            "schedule",
            "backfill",
            "news.nightly",
            "--from",
            "2026-04-01T00:00:00Z",
            "--to",
            "2026-04-02T00:00:00Z");
    assertThat(executed.exitCode()).as(executed.err()).isZero();
    String event = awaitEvent();
    assertThat(ada("event", "show", event, "-j").out()).contains("core.crontimer");
    assertThat(ada("explain", "event", event).out()).contains("RULE", "news.nightly");
    Path draft =
        Files.writeString(
            directory.resolve("draft.yaml"),
            "{ref: news.draft, trigger_ref: core.crontimer, conditions: {no: such},"
                + " trigger_params: {expression: '0 0 1 * * *'}, action_ref: news.build,"
                + " action_params: {branch: x}}");
    CliRun tried = ada("event", "replay", event, "--rule-file", draft.toString());
    assertThat(tried.exitCode()).as(tried.err()).isZero();
    assertThat(tried.out()).contains("news.draft");
    assertThat(ada("event", "replay", event).err()).contains("--rule or --rule-file");
  }

  private static String awaitEvent() throws InterruptedException {
    return awaitFirst("event", "list", "--trigger", "core.crontimer", "-j");
  }

  /** The id of the first thing in a list, as soon as there is one. */
  private static String awaitFirst(String... command) throws InterruptedException {
    List<String> found = new ArrayList<>();
    ServerProcess.await(
        String.join(" ", command),
        () -> {
          ((ListValue) Json.read(ada(command).out()))
              .items()
              .forEach(each -> found.add(Shown.text((MapValue) each, "id")));
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  @Test
  @DisplayName("S1-104: questions are listed and answered")
  void inquiriesAreAnswered() throws InterruptedException {
    String id = text(ada("workflow", "execute", "news.ask", "-j"), "id");
    String inquiry = "";
    while (inquiry.isEmpty()) {
      ListValue open = (ListValue) Json.read(ada("inquiry", "list", "--execution", id, "-j").out());
      inquiry = open.items().isEmpty() ? "" : Shown.text((MapValue) open.items().getFirst(), "id");
    }
    assertThat(ada("explain", "execution", id).out()).contains("inquiry", "waits for an answer");
    CliRun wrong = ada("inquiry", "respond", inquiry, "--response", "{}");
    assertThat(wrong.exitCode()).isEqualTo(2);
    CliRun answered = ada("inquiry", "respond", inquiry, "--field", "yes=true");
    assertThat(answered.exitCode()).as(answered.err()).isZero();
    assertThat(answered.out()).isEqualTo("answered: Shall we?\n");
    assertThat(ada("execution", "watch", id, "--timeout", "60").exitCode()).isZero();
  }

  @Test
  @DisplayName("executions are paused, resumed, cancelled and run again from afar")
  void executionsAreSteered() {
    String id = text(ada("workflow", "execute", "news.ask", "-j"), "id");
    assertThat(ada("execution", "pause", id, "--reason", "tea").out()).contains("paused");
    assertThat(ada("explain", "execution", id).out()).contains("paused");
    assertThat(ada("execution", "resume", id).exitCode()).isZero();
    assertThat(ada("execution", "cancel", id).exitCode()).isZero();
    assertThat(ada("execution", "watch", id, "--timeout", "60").exitCode()).isEqualTo(3);
    assertThat(ada("execution", "result", id).err()).contains("has no result: cancelled");
    CliRun again = ada("execution", "rerun", execution);
    assertThat(again.out()).startsWith("runs again as ");
    assertThat(ada("execution", "retry", id).exitCode()).isNotZero();
    CliRun late = ada("execution", "cancel", execution);
    assertThat(late.exitCode()).isEqualTo(1);
  }

  @Test
  void keysAndPoliciesAreSet() throws IOException {
    CliRun set = CliRun.of(ada, "canary\n", "key", "set", "from.afar", "--secret");
    assertThat(set.out()).isEqualTo("secret from.afar is set\n");
    assertThat(ada("key", "list").out()).contains("from.afar").doesNotContain("canary");
    assertThat(ada("key", "delete", "from.afar").out()).isEqualTo("from.afar is deleted\n");
    assertThat(ada("key", "delete", "from.afar").exitCode()).isEqualTo(1);
    Path file =
        Files.writeString(
            directory.resolve("policy.yaml"),
            "{ref: news.one, scope: action, action_ref: news.build, concurrency: {limit: 1}}");
    assertThat(ada("policy", "set", file.toString()).out())
        .isEqualTo("news.one is in force: 1 at once\n");
    assertThat(ada("policy", "show", "news.one").out()).contains("0 in use, 0 waiting");
    assertThat(ada("policy", "delete", "news.one").exitCode()).isZero();
  }

  @Test
  @DisplayName("S1-127: a workflow is uploaded, replaced with --force, executed and deleted")
  void workflowsAreUploaded() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("more.yaml"),
            "{ref: news.more, label: More, version: '1', tasks: [{name: a, action: core.noop}]}");
    assertThat(ada("pack", "create", "made").out()).isEqualTo("the pack made is made\n");
    assertThat(ada("pack", "list").out()).contains("news", "made");
    assertThat(ada("pack", "uninstall", "made").exitCode()).isZero();
    assertThat(ada("workflow", "upload", file.toString(), "--pack", "news").out())
        .isEqualTo("news.more is stored, version 1\n");
    assertThat(ada("workflow", "upload", file.toString(), "--pack", "news").exitCode())
        .isEqualTo(1);
    Files.writeString(file, Files.readString(file).replace("'1'", "'2'"));
    assertThat(ada("workflow", "upload", file.toString(), "--pack", "news", "--force").out())
        .isEqualTo("news.more is stored, version 2\n");
    assertThat(ada("workflow", "delete", "news.more").exitCode()).isZero();
    CliRun wrong =
        CliRun.of(ada, "{ref: news.bad, tasks: 5}", "workflow", "upload", "-", "--pack", "news");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("tasks");
  }

  @Test
  @DisplayName("S1-166: own tokens are made, shown once, listed and revoked")
  void ownTokens() {
    CliRun made = ada("auth", "token", "create", "laptop", "--days", "1", "-j");
    String secret = text(made, "token");
    assertThat(secret).startsWith("hdl_");
    assertThat(ada("auth", "token", "list").out()).contains("laptop").doesNotContain(secret);
    Map<String, String> withToken =
        Map.of(
            "HEDDLE_TOKEN",
            secret,
            "HEDDLE_API_URL",
            address,
            "HEDDLE_HOME",
            directory.resolve("empty").toString());
    assertThat(CliRun.of(withToken, "", "auth", "whoami").exitCode()).isZero();
    assertThat(ada("auth", "token", "revoke", text(made, "id")).exitCode()).isZero();
    CliRun dead = CliRun.of(withToken, "", "auth", "whoami");
    assertThat(dead.exitCode()).isEqualTo(1);
    assertThat(dead.err()).contains("log in with: heddle login");
  }

  @Test
  @DisplayName("who may not is told so, and what to ask")
  void refusalsHaveHints() {
    CliRun run = CliRun.of(viewer, "", "rule", "disable", "news.on_push");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("heddle auth whoami says what you may do");
    assertThat(CliRun.of(viewer, "", "rule", "list").exitCode()).isZero();
  }

  @ParameterizedTest
  @DisplayName("what needs the database does not touch another one by mistake")
  @ValueSource(strings = {"key get x", "execution prune --older-than 30d", "identity reset-admin"})
  void whatNeedsTheDatabaseSaysSo(String command) {
    CliRun run = ada(command.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("needs the database itself", "--profile local");
  }

  @Test
  void aServerThatIsAwayIsNamed(@TempDir Path own) {
    CliRun run =
        CliRun.of(
            Map.of("HEDDLE_HOME", own.toString()),
            "",
            "--api-url",
            "http://127.0.0.1:1",
            "rule",
            "list");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot reach http://127.0.0.1:1", "hint: ");
  }

  @Test
  @DisplayName("S1-172: profiles are shown, chosen and changed; another server gets no token")
  void profilesAreChosen() throws IOException {
    Map<String, String> eve = somebody("eve");
    assertThat(CliRun.of(eve, token, "login", address, "--profile", "one").exitCode()).isZero();
    assertThat(CliRun.of(eve, "", "config", "get", "server").out().strip()).isEqualTo(address);
    assertThat(CliRun.of(eve, "", "config", "use", "local").out()).contains("local is in use");
    assertThat(CliRun.of(eve, "", "config", "use", "none").exitCode()).isEqualTo(2);
    assertThat(CliRun.of(eve, "", "--profile", "one", "auth", "whoami").exitCode()).isZero();
    assertThat(CliRun.of(eve, "", "config", "list", "-j").out()).contains("\"local\"");
    assertThat(
            CliRun.of(eve, "", "--profile", "one", "config", "set", "server", "http://localhost:1")
                .exitCode())
        .isZero();
    assertThat(Files.readString(Path.of(CliRun.of(eve, "", "config", "path").out().strip())))
        .doesNotContain(token);
  }

  @Test
  @DisplayName("security row 19: logout ends the token at the server, too")
  void logoutEndsTheToken() throws IOException {
    Map<String, String> max = somebody("max");
    CliRun.of(max, PASSWORD, "login", address, "--user", "vic");
    String kept = Files.readString(Path.of(CliRun.of(max, "", "config", "path").out().strip()));
    String access =
        Shown.text(
            (MapValue)
                ((MapValue) ((MapValue) Json.read(kept)).getOr("profiles", MapValue.EMPTY))
                    .getOr("default", MapValue.EMPTY),
            "token");
    assertThat(CliRun.of(max, "", "logout").out()).contains("logged out of " + address);
    CliRun dead =
        CliRun.of(
            Map.of("HEDDLE_TOKEN", access, "HEDDLE_HOME", directory.resolve("empty").toString()),
            "",
            "--api-url",
            address,
            "auth",
            "whoami");
    assertThat(dead.exitCode()).isEqualTo(1);
    assertThat(CliRun.of(max, "", "rule", "list").err()).contains("heddle login");
  }
}
