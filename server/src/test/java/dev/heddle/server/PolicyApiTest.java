package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Policies over HTTP, and what waits under them. */
class PolicyApiTest {

  private static TestPlatform platform;
  private static Client client;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    client = platform.client();
    Flows.install(client);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @DisplayName("S1-160, S1-161: a second execution waits, says for whom, and goes on")
  void theSecondWaits() {
    Client.Got made =
        client.post(
            "/api/v1/policies",
            """
            {"ref": "demo.one", "action_ref": "demo.held", "concurrency": {"limit": 1}}
            """);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(client.post("/api/v1/policies", "{\"ref\": \"demo.one\"}").status()).isEqualTo(409);
    assertThat(client.post("/api/v1/policies", "{\"ref\": \"demo.two\", \"x\": 1}").status())
        .isEqualTo(400);
    String first = begin();
    String second = begin();
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + first + "/events",
        event -> event.text("status").equals("running"));

    Client.Got waiting = client.get("/api/v1/executions/" + second);
    assertThat(waiting.text("data.status")).isEqualTo("requested");
    assertThat(waiting.text("data.waiting.0.code")).isEqualTo("policy");
    Client.Got line = client.get("/api/v1/policies/demo.one");
    assertThat(line.text("data.waiting.0.execution")).isEqualTo(second);

    assertThat(client.post("/api/v1/executions/" + first + "/cancel").status()).isEqualTo(200);
    Client.Got gone = client.delete("/api/v1/policies/demo.one");
    assertThat(gone.status()).isEqualTo(200);
    Follow.until(
        platform.server.address(),
        "/api/v1/executions/" + second + "/events",
        event -> event.text("status").equals("running"));
  }

  private static String begin() {
    return client.post("/api/v1/workflows/demo.held/execute", "{}").text("data.id");
  }
}
