package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.action.Executor.Delivery;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import dev.heddle.worker.process.ProcessSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 21: canary secrets never appear in logs, results or failures")
final class Sec21SecretsInOutputTest extends RunsScripts {

  private static final String CANARY = "Canary:\"s3cr3t\"+4711/ÄÖ";
  private static final String READ =
      """
      import base64, json, sys, time, urllib.parse as u
      p = json.load(sys.stdin); s = p['password']; out = sys.stdout
      """;

  @Override
  WorkerSettings settings() {
    return super.settings()
        .withProcesses(
            ProcessSettings.DEFAULT.withGrace(GRACE, GRACE).withLimits(5000, 100, 1 << 20));
  }

  private static MapValue input() {
    return MapValue.builder()
        .put("password", SecretValue.mark(Value.of(CANARY)))
        .put("pin", SecretValue.mark(Value.of(90210)))
        .build();
  }

  private static String everything(RecordingListener listener) throws Exception {
    Report report = listener.report();
    return switch (report) {
          case Report.Succeeded succeeded -> succeeded.result().toString();
          case Report.Failed failed -> failed.failure().toValue() + String.valueOf(failed.result());
          case Report.TimedOut timedOut -> timedOut.failure().toValue() + "" + timedOut.result();
          case Report.Cancelled cancelled -> String.valueOf(cancelled.result());
          case Report.Abandoned abandoned -> abandoned.failure().toValue().toString();
        }
        + String.join("\n", listener.texts());
  }

  private void assertNothingLeaks(RecordingListener listener) throws Exception {
    String seen = everything(listener);
    assertThat(seen).contains(SecretValue.REDACTED);
    assertThat(seen)
        .doesNotContain("s3cr3t")
        .doesNotContain("4711")
        .doesNotContain("90210")
        .doesNotContain("czNjcjN0")
        .doesNotContain("NjcjN0")
        .doesNotContain("zM2NyM3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print('password is', s)",
        "print(base64.b64encode(('user:' + s).encode()).decode())",
        "print(base64.encodebytes(('a long beginning of some header ' + s).encode()).decode())",
        "print(u.quote(s), u.quote_plus(s), u.quote(s, safe=''))",
        "print(json.dumps({'outer': json.dumps({'inner': s})}))",
        "print(json.dumps({'a': s}, ensure_ascii=False))",
        "print(s[:8] + '\\n' + s[8:])",
        "out.write(s[:5]); out.flush(); out.write(s[5:]); out.flush()",
        "print('x' * 95 + s)",
        "print('x' * 4990 + s)",
        "print('pin', p['pin'])",
        "sys.stderr.write('login with ' + s + ' failed\\n')",
        "raise ValueError('cannot log in with ' + s)",
        "sys.exit('bad password ' + s)",
        "print(s); sys.stdout.flush(); time.sleep(60)",
      })
  void aSecretPrintedInAnyFormIsRedacted(String statement) throws Exception {
    Scripts.Script script = scripts.python(READ + statement).input(input());
    RecordingListener listener = start(script);
    if (statement.contains("sleep")) {
      listener.nextLine();
      worker.interrupt(script.attempt());
    }

    assertNothingLeaks(listener);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputFormat.class,
      names = {"JSON", "JSONL", "YAML"})
  void aSecretInStructuredOutputIsRedactedAndTheRestKeepsItsType(OutputFormat format)
      throws Exception {
    RecordingListener listener =
        start(
            scripts
                .python(
                    READ + "print(json.dumps({'echo': s, 'list': [s, p['pin']], s: 1, 'id': 7}))")
                .input(input())
                .output(format));

    assertNothingLeaks(listener);
    assertThat(succeeded(listener.report()).toString())
        .contains("\"id\":7")
        .contains("\"list\":[\"[secret]\",\"[secret]\"]");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputFormat.class,
      names = {"JSON", "JSONL", "YAML"})
  void aSecretInOutputThatCannotBeReadIsNotQuoted(OutputFormat format) throws Exception {
    RecordingListener listener =
        start(
            scripts
                .python(READ + "print('{\"a\": [' + s + ': ]]]')")
                .input(input())
                .output(format));

    assertNothingLeaks(listener);
    assertThat(failed(listener.report()).type()).isEqualTo("invalid_output");
  }

  @Test
  void secretsReachTheProgramInClear() throws Exception {
    Value result = succeed(scripts.python(READ + "print(len(s), p['pin'] + 1)").input(input()));

    assertThat(stdout(result)).isEqualTo(CANARY.length() + " 90211\n");
  }

  @Test
  void secretsDeliveredByEnvironmentAreRedactedToo() throws Exception {
    assertNothingLeaks(start(scripts.shell("env").input(input()).delivery(Delivery.ENV)));
  }

  @Test
  void whatAnActionDeclaresSecretInItsOutputIsNotLoggedAsItWasPrinted() throws Exception {
    Parameter token =
        new Parameter(
            "token",
            ParameterType.STRING,
            true,
            List.of(),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            true);
    Scripts.Script script =
        scripts.python("print('{\"token\": \"n3w-t0ken\"}')").output(OutputFormat.JSON);
    RecordingListener listener = new RecordingListener();
    worker.start(
        Scripts.declaring(
            script.assignment(), new ResultSchema(new Parameters(Map.of("token", token), true))),
        listener);

    Value result = succeeded(listener.report());

    assertThat(result.toString().split("n3w-t0ken", -1)).as("once, as the field").hasSize(2);
    assertThat(((MapValue) result).get("token")).isEqualTo(Value.of("n3w-t0ken"));
    assertThat(listener.texts()).isEmpty();
  }
}
