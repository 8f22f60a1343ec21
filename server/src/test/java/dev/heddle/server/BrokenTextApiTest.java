package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.Client.Got;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Texts that nothing can hold are a 400 with their place, never a 500")
final class BrokenTextApiTest {

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          workflows/demo.chain/execute | {"parameters": {"who": "a\\u0000"}}         | parameters.who
          workflows/demo.chain/execute | {"parameters": {"key": "\\ud800"}}          | parameters.key
          workflows/demo.chain/execute | {"env_vars": {"A": "\\u0000"}}              | env_vars.A
          workflows/demo.chain/execute | {"trace_tag": "\\udfff"}                    | trace_tag
          executions/execute           | {"action_ref": "demo.\\u0000"}              | action_ref
          packs                        | {"ref": "x", "label": "\\u0000", "version": "1"} | label
          actions                      | {"definition": {"ref": "\\u0000"}}          | definition.ref
          workflows/validate           | {"definition": "ref: \\ud800"}              | definition
          inquiries/0000000000000.0.1-1/respond | {"response": {"a": ["\\u0000"]}}   | response.a.0
          workflow-executions/0000000000000/pause | {"reason": "\\u0000"}            | reason
          """)
  void inBodies(String path, String body, String place) {
    Got refused = api.post("/api/v1/" + path, body);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("errors.0.path")).isEqualTo(place);
    assertThat(refused.text("errors.0.message")).contains("holds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "executions?action_ref=a%00",
        "executions?result_contains=%00",
        "executions?pack_name=%00",
        "workflows?search=%00",
        "inquiries?assigned_to=%00",
        "actions/search?q=%00"
      })
  void inQueries(String path) {
    Got refused = api.get("/api/v1/" + path);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("errors.0.path")).startsWith("query.");
  }
}
