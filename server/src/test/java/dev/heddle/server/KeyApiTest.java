package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys by HTTP. */
final class KeyApiTest {

  private static final String CANARY = "canary-4711";
  private static TestPlatform platform;
  private static Client api;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    api = platform.client();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Client.Got set(String fields) {
    return api.post("/api/v1/keys", "{\"value\": \"" + CANARY + "\", " + fields + "}");
  }

  @Test
  @DisplayName(
      "S1-158, security row 22: a key is set, listed and deleted; its value never comes out")
  void valuesAreWriteOnly() {
    Client.Got made = set("\"ref\": \"db.password\"");
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.text("data.encrypted")).isEqualTo("true");
    set("\"ref\": \"region\", \"owner_type\": \"pack\", \"owner\": \"demo\", \"encrypted\": false");
    Client.Got list = api.get("/api/v1/keys");
    assertThat(list.text("pagination.total_items")).isEqualTo("2");
    assertThat(list.body() + made.body()).contains("db.password").doesNotContain(CANARY);
    String path = "/api/v1/keys/region?owner_type=pack&owner=demo";
    assertThat(api.send("DELETE", path, null).status()).isEqualTo(200);
    assertThat(api.send("DELETE", path, null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ref\": \"a b\"",
        "\"ref\": \"a\", \"owner_type\": \"pack\"",
        "\"ref\": \"a\", \"owner\": \"demo\"",
        "\"ref\": \"a\", \"owner_type\": \"planet\", \"owner\": \"x\"",
      })
  void whatIsNoKeyIsRefused(String fields) {
    Client.Got refused = set(fields);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).doesNotContain(CANARY);
  }
}
