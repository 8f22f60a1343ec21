package dev.heddle.platform.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.model.Parameter;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.action.Executor.Delivery;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.model.action.Executor.ParameterFormat;
import dev.heddle.model.action.Executor.Runner;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackReaderTest {

  @TempDir Path packs;

  private static List<String> errors(PackReading reading) {
    return reading.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::code)
        .toList();
  }

  private static Pack pack(PackReading reading) {
    assertThat(errors(reading)).isEmpty();
    return reading.pack().orElseThrow();
  }

  private static Executor.Program program(Action action) {
    return (Executor.Program) action.executor();
  }

  @Test
  @DisplayName("S1-133: a pack with each kind of folder loads")
  void aPackWithEachKindLoads() {
    PackFolder folder =
        PackFolder.of(packs, "demo").action("greet").workflow("hello", "demo.greet");
    folder.file("config.yaml", "region: eu\n").file("tests/anything.py", "x = 1\n");
    for (String kind : List.of("permission_sets", "runtimes")) {
      folder.file(kind + "/one.yaml", "ref: demo.one\n");
    }
    folder
        .file("triggers/push.yaml", "ref: demo.push\nlabel: P\noutput: {branch: {type: string}}\n")
        .file(
            "rules/on_push.yaml",
            """
            ref: demo.on_push
            trigger_ref: demo.push
            action_ref: demo.hello
            conditions: {branch: main}
            action_params: {who: "{{ event.payload.branch }}"}
            """)
        .file("sensors/watch.yaml", "ref: demo.watch\nlabel: W\ntrigger_types: [demo.push]\n")
        .file("sensors/watch.sh", "sleep 1\n");
    folder.file("policies/one.yaml", "ref: demo.one\npack_ref: demo\nconcurrency: {limit: 2}\n");
    folder.file("queues/one.yaml", "ref: demo.greetings\ndispatch_action: demo.hello\n");

    Pack pack = pack(PackReader.read(folder.directory()));

    assertThat(pack.actions())
        .extracting(each -> each.action().ref())
        .containsExactly("demo.greet");
    assertThat(pack.workflows()).extracting(PackWorkflow::ref).containsExactly("demo.hello");
    PackAutomation automation = pack.automation();
    assertThat(automation).isEqualTo(restored(automation, pack.directory()));
    assertThat(automation.triggers()).extracting(each -> each.thing().ref()).contains("demo.push");
    assertThat(automation.rules()).extracting(each -> each.thing().ref()).contains("demo.on_push");
    assertThat(automation.sensors()).extracting(each -> each.thing().ref()).contains("demo.watch");
    assertThat(pack.policies()).extracting(Policy::ref).containsExactly("demo.one");
    assertThat(pack.queues()).extracting(WorkQueue::ref).containsExactly("demo.greetings");
    assertThat(pack.config().get("region")).isEqualTo(Value.of("eu"));
    assertThat(pack.directory()).isAbsolute();
  }

  private static PackAutomation restored(PackAutomation automation, Path directory) {
    PackAutomation again = PackAutomation.restore(automation.toValue(), directory);
    // Compiled templates are no values: what they were compiled from is compared.
    assertThat(again.toValue()).isEqualTo(automation.toValue());
    assertThat(again.rules()).hasSameSizeAs(automation.rules());
    return automation;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies/p.yaml | action_ref: demo.a | label: P | concurrency: {limit: 0} |"
            + " invalid_policy | 4:15",
        "policies/p.yaml | label: P | enabled: true | concurrency: {limit: 1} |"
            + " foreign_policy | 1:1",
        "policies/p.yaml | label: P | action_ref: other.a | concurrency: {limit: 1} |"
            + " foreign_policy | 3:1",
        "queues/q.yaml | dispatch_action: demo.a | label: Q |"
            + " config: {dispatch: {concurrency: 0}} | invalid_queue | 4:21",
        "queues/q.yaml | dispatch_action: demo.a | update_strategy: append | label: Q |"
            + " invalid_queue | 3:1",
        "queues/q.yaml | dispatch_action: demo.a | label: Q | priority: 1 | invalid_queue | 4:1",
        "triggers/t.yaml | label: T | type: rabbitmq | description: x |"
            + " consume_without_type | 3:1",
        "triggers/t.yaml | label: T | type: rabbitmq | consume: {url: 'amqp://a:canary@b',"
            + " queue: q, username: u, password_key: k} | credentials_in_file | 4:16",
        "triggers/t.yaml | label: T | type: rabbitmq | consume: {url: 'http://b', queue: q,"
            + " username: u, password_key: k} | invalid_url | 4:16",
        "triggers/t.yaml | label: T | type: rabbitmq | consume: {url: 'amqp://b', queue: q,"
            + " username: u, password_key: k, prefetch: 0} | out_of_range | 4:78",
        "rules/r.yaml | trigger_ref: core.crontimer | action_ref: core.noop |"
            + " trigger_params: {expression: 'x * * * *'} | invalid_timing | 4:30",
        "rules/r.yaml | trigger_ref: core.intervaltimer | action_ref: core.noop |"
            + " trigger_params: {unit: weeks, interval: 1} | invalid_trigger_params | 4:24",
        "rules/r.yaml | trigger_ref: demo.none | action_ref: core.noop | label: x |"
            + " unknown_trigger | 2:14",
        "rules/r.yaml | trigger_ref: core.webhook | action_ref: core.noop |"
            + " conditions: 'event.payload.x ! no_filter' | unknown_filter | 4:14",
        "rules/r.yaml | trigger_ref: core.webhook | action_ref: core.noop |"
            + " catch_up: none | no_timer | 4:1",
        "rules/r.yaml | trigger_ref: core.webhook | action_ref: core.noop |"
            + " condition: x | unknown_key | 4:1"
      })
  @DisplayName("S1-136: what is wrong with a rule, policy or queue is said with its place")
  void wrongRulesHavePlaces(
      String file, String second, String third, String fourth, String code, String place) {
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file(
        file, "ref: demo.r\n" + second + "\n" + third + "\n" + fourth.replace('!', '|') + "\n");

    PackReading reading = PackReader.read(folder.directory());

    assertThat(reading.diagnostics())
        .extracting(each -> each.code() + " " + each.span().line() + ":" + each.span().column())
        .containsExactly(code + " " + place);
    assertThat(reading.diagnostics().toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ref", "label", "description", "version"})
  @DisplayName("S1-134: pack.yaml needs ref, label, description and version")
  void theManifestNeedsItsFields(String field) {
    PackFolder folder = PackFolder.of(packs, "demo");
    String manifest = "ref: demo\nlabel: L\ndescription: D\nversion: '1'\n";
    folder.file("pack.yaml", manifest.replaceFirst("(?m)^" + field + ": .*\n", ""));

    PackReading reading = PackReader.read(folder.directory());

    assertThat(errors(reading)).containsExactly("missing_field");
    assertThat(reading.diagnostics().getFirst().message()).contains("`" + field + "`");
  }

  @ParameterizedTest
  @CsvSource({"Demo,invalid_ref", "a.b,invalid_ref", "core,reserved_ref"})
  @DisplayName("S1-134: refs of packs are lower-case letters, digits, _ and -")
  void refusesRefsThatAreNone(String ref, String code) {
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file("pack.yaml", "ref: " + ref + "\nlabel: L\ndescription: D\nversion: '1'\n");

    assertThat(errors(PackReader.read(folder.directory()))).containsExactly(code);
  }

  @Test
  @DisplayName("S1-136: one bad file does not hide others, each error has its place")
  void oneBadFileDoesNotHideOthers() {
    PackFolder folder =
        PackFolder.of(packs, "demo")
            .action("good")
            .file("actions/bad.yaml", "ref: demo.bad\nlabel: B\nrunner_typ: shell\n")
            .file("workflows/a.yaml", PackFolder.flow("demo.a", "demo.good"))
            .file("workflows/broken.yaml", "ref: [\n")
            .file("workflows/other.yaml", PackFolder.flow("other.x", "demo.good"))
            .file("rules/r.yaml", "a: b: c\n");

    PackReading reading = PackReader.read(folder.directory());

    assertThat(errors(reading))
        .contains("unknown_key", "missing_entry_point", "invalid_yaml", "invalid_ref");
    assertThat(reading.diagnostics())
        .filteredOn(each -> each.code().equals("unknown_key"))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.span().file()).endsWith("demo/actions/bad.yaml");
          assertThat(each.span().line()).isEqualTo(3);
          assertThat(each.span().column()).isEqualTo(1);
          assertThat(each.hint()).contains("runner_type");
        });
    assertThat(reading.diagnostics())
        .extracting(each -> Path.of(each.span().file()).getFileName().toString())
        .contains("bad.yaml", "broken.yaml", "other.yaml", "r.yaml");
    Pack pack = reading.pack().orElseThrow();
    assertThat(pack.actions()).extracting(each -> each.action().ref()).containsExactly("demo.good");
    assertThat(pack.workflows()).extracting(PackWorkflow::ref).containsExactly("demo.a");
  }

  @Test
  void aBadManifestDoesNotHideBadFiles() {
    PackFolder folder = PackFolder.of(packs, "demo").file("workflows/broken.yaml", "tasks: 1\n");
    folder.file("pack.yaml", "ref: demo\n");

    PackReading reading = PackReader.read(folder.directory());

    assertThat(reading.pack()).isEmpty();
    assertThat(reading.diagnostics())
        .extracting(each -> Path.of(each.span().file()).getFileName().toString())
        .contains("pack.yaml", "broken.yaml");
  }

  @Test
  void aPackWithoutReadableManifestIsNamedAfterItsDirectory() {
    PackFolder folder =
        PackFolder.of(packs, ".fetched17")
            .file("pack.yaml", "ref: [\n")
            .file("workflows/a.yaml", PackFolder.flow("demo.a", "core.noop"));

    PackReading reading = PackReader.read(folder.directory(), Path.of("somewhere", "demo"));

    assertThat(errors(reading)).containsOnly("invalid_yaml");
  }

  @Test
  void aBadManifestMakesNoGoodFileBad() {
    PackFolder folder =
        PackFolder.of(packs, ".fetched17")
            .file("pack.yaml", "ref: demo\n")
            .file("workflows/a.yaml", PackFolder.flow("demo.a", "core.noop"));

    PackReading reading = PackReader.read(folder.directory());

    assertThat(errors(reading)).containsOnly("missing_field");
  }

  @Test
  @DisplayName("S1-003: both layouts give the same workflow")
  void bothLayoutsGiveTheSameWorkflow() {
    PackFolder one =
        PackFolder.of(packs, "demo")
            .file(
                "workflows/deploy.yaml",
                """
                ref: demo.deploy
                label: Deploy
                version: "1"
                tags: [a]
                parameters:
                  region: {type: string, required: true}
                vars: {n: 1}
                tasks:
                  - name: go
                    action: core.noop
                output_map: {n: "{{ vars.n }}"}
                """);
    PackFolder two =
        PackFolder.of(packs.resolve("second"), "demo")
            .file(
                "actions/deploy.yaml",
                """
                ref: demo.deploy
                label: Deploy
                tags: [a]
                parameters:
                  region: {type: string, required: true}
                workflow_file: workflows/deploy.workflow.yaml
                """)
            .file(
                "actions/workflows/deploy.workflow.yaml",
                """
                version: "1"
                vars: {n: 1}
                tasks:
                  - name: go
                    action: core.noop
                output_map: {n: "{{ vars.n }}"}
                """);

    PackWorkflow first = pack(PackReader.read(one.directory())).workflows().getFirst();
    PackWorkflow second = pack(PackReader.read(two.directory())).workflows().getFirst();

    assertThat(second.compiled().document()).isEqualTo(first.compiled().document());
    assertThat(second.compiled().workflow().parameters())
        .isEqualTo(first.compiled().workflow().parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../outside.workflow.yaml", "/etc/passwd", "workflows/missing.yaml", "\"\\0\""})
  void theGraphOfTwoFilesStaysInThePack(String path) throws IOException {
    Files.writeString(packs.resolve("outside.workflow.yaml"), "version: '1'\n");
    PackFolder folder =
        PackFolder.of(packs, "demo")
            .file("actions/x.yaml", "ref: demo.x\nlabel: X\nworkflow_file: " + path + "\n");

    assertThat(errors(PackReader.read(folder.directory())))
        .containsAnyOf("invalid_workflow_file", "outside_pack");
  }

  @Test
  @DisplayName("S1-137: an action file with all its fields")
  void readsAnActionFile() {
    PackFolder folder =
        PackFolder.of(packs, "demo")
            .file("actions/scripts/run.py", "print(1)\n")
            .file(
                "actions/report.yaml",
                """
                ref: demo.report
                label: Report
                description: Makes a report
                enabled: false
                runner_type: python
                entry_point: scripts/run.py
                parameters:
                  token: {type: string, secret: true, required: true}
                output:
                  id: {type: integer}
                parameter_delivery: file
                parameter_format: dotenv
                output_format: json
                environment: {MODE: fast}
                timeout: 30
                """);

    Action action = pack(PackReader.read(folder.directory())).actions().getFirst().action();

    assertThat(action.enabled()).isFalse();
    assertThat(action.timeout()).contains(Duration.ofSeconds(30));
    assertThat(action.parameters().byName().values()).singleElement().matches(Parameter::secret);
    Executor.Program program = program(action);
    assertThat(program.runner()).isEqualTo(Runner.PYTHON);
    assertThat(program.entryPoint()).isAbsolute().hasFileName("run.py");
    assertThat(program.workDirectory()).hasFileName("demo");
    assertThat(program.delivery()).isEqualTo(Delivery.FILE);
    assertThat(program.parameterFormat()).isEqualTo(ParameterFormat.DOTENV);
    assertThat(program.outputFormat()).isEqualTo(OutputFormat.JSON);
    assertThat(program.environment()).containsEntry("MODE", "fast");
  }

  @ParameterizedTest
  @CsvSource({"greet.sh,SHELL", "greet.py,PYTHON", "greet.js,NODE", "greet,NATIVE"})
  @DisplayName("S1-137: without entry_point the program is found by the action's name")
  void findsTheProgramByName(String file, Runner runner) {
    PackFolder folder =
        PackFolder.of(packs, "demo")
            .file("actions/greet.yaml", "ref: demo.greet\nlabel: G\n")
            .file("actions/" + file, "x");

    Action action = pack(PackReader.read(folder.directory())).actions().getFirst().action();

    assertThat(program(action).runner()).isEqualTo(runner);
    assertThat(program(action).delivery()).isEqualTo(Delivery.STDIN);
    assertThat(program(action).parameterFormat()).isEqualTo(ParameterFormat.JSON);
    assertThat(program(action).outputFormat()).isEqualTo(OutputFormat.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret.sh", "/bin/sh", "missing.sh", "link.sh", "."})
  void anEntryPointStaysInThePack(String entryPoint) throws IOException {
    Path secret = Files.writeString(packs.resolve("secret.sh"), "x");
    PackFolder folder =
        PackFolder.of(packs, "demo")
            .file("actions/a.yaml", "ref: demo.a\nlabel: A\nentry_point: " + entryPoint + "\n");
    Files.createSymbolicLink(folder.directory().resolve("actions/link.sh"), secret);

    assertThat(errors(PackReader.read(folder.directory()))).containsExactly("invalid_entry_point");
  }

  @Test
  void aDefinitionFileThatLeadsOutOfThePackIsNotRead() throws IOException {
    Path secret = Files.writeString(packs.resolve("secret.yaml"), PackFolder.flow("demo.x", "a.b"));
    PackFolder folder = PackFolder.of(packs, "demo").action("a");
    Files.createDirectories(folder.directory().resolve("workflows"));
    Files.createSymbolicLink(folder.directory().resolve("workflows/x.yaml"), secret);

    assertThat(errors(PackReader.read(folder.directory()))).containsExactly("outside_pack");
  }

  @Test
  void twoFilesWithOneRefAreAnError() {
    PackFolder folder = PackFolder.of(packs, "demo").action("same").workflow("same", "core.noop");

    assertThat(errors(PackReader.read(folder.directory()))).containsExactly("duplicate_ref");
  }

  @Test
  @DisplayName("S1-135: config.yaml wins over defaults, secret fields are marked")
  void installedConfigurationWinsOverDefaults() {
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file(
        "pack.yaml",
        """
        ref: demo
        label: L
        description: D
        version: "1"
        conf_schema:
          region: {type: string, default: us}
          zone: {type: string, default: a}
          token: {type: string, secret: true}
        config: {region: asia}
        """);
    folder.file("config.yaml", "region: eu\ntoken: canary\n");

    Pack pack = pack(PackReader.read(folder.directory()));

    assertThat(pack.config().get("region")).isEqualTo(Value.of("eu"));
    assertThat(pack.config().get("zone")).isEqualTo(Value.of("a"));
    assertThat(pack.config().get("token")).isEqualTo(SecretValue.mark(Value.of("canary")));
    assertThat(pack.toString()).doesNotContain("canary");
  }

  @Test
  void wrongConfigurationIsReportedWhereItStands() {
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file(
        "pack.yaml",
        "ref: demo\nlabel: L\ndescription: D\nversion: '1'\nconf_schema:\n  n: {type: integer}\n");
    folder.file("config.yaml", "# first\nn: many\n");

    PackReading reading = PackReader.read(folder.directory());

    assertThat(errors(reading)).containsExactly("invalid_config");
    assertThat(reading.diagnostics().getFirst().span().line()).isEqualTo(2);
  }

  @Test
  void aMissingDirectoryIsSaidSo() {
    assertThat(errors(PackReader.read(packs.resolve("nothing"))))
        .containsExactly("unreadable_file");
  }
}
