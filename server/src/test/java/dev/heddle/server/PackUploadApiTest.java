package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.BuiltInSets;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Rights;
import dev.heddle.server.Client.Got;
import dev.heddle.server.http.Callers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1-172, security row 10: packs that are sent to a server")
final class PackUploadApiTest {

  private static final String UPLOAD = "/api/v1/packs/upload?file=";
  private static final String MANIFEST =
      "ref: sent\nlabel: Sent\ndescription: Sent\nversion: '1'\n";

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    Callers byRole =
        request ->
            request.header("X-Login").map(PackUploadApiTest::role).orElse(Principal.anonymous());
    platform = TestPlatform.start(ServerOptions.onPort(0), byRole);
  }

  private static Principal role(String name) {
    Rights rights = Rights.of(List.of(BuiltInSets.find(name).orElseThrow()));
    return new Principal(Principal.Kind.USER, name, Set.of(), rights, null);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @AfterEach
  void nothingIsLeftOfWhatWasSent() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("heddle-pack") && name.endsWith(".upload"));
    }
  }

  private static Got send(String role, String query, Map<String, String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return platform.client().as(role).bytes(UPLOAD + query, out.toByteArray());
  }

  @Test
  @DisplayName("a good pack is installed, and its source is its name, no path")
  void installsWhatIsSent() throws IOException {
    Map<String, String> files =
        Map.of(
            "sent/pack.yaml", MANIFEST,
            "sent/actions/go.yaml", "ref: sent.go\nlabel: Go\n",
            "sent/actions/go.sh", "echo go\n");
    Got made = send("admin", "sent-1.zip", files);

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.text("data.source")).isEqualTo("uploaded sent-1.zip");
    assertThat(made.text("data.installed_by")).isEqualTo("admin");
    Client admin = platform.client().as("admin");
    assertThat(admin.get("/api/v1/actions/sent.go").status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/audit?operation=uploadPack").body()).contains("pack sent");
    assertThat(send("admin", "sent-1.zip", files).text("code")).isEqualTo("duplicate_pack");
    assertThat(send("admin", "sent-1.zip&force=true", files).status()).isEqualTo(201);
    assertThat(admin.post("/api/v1/packs/sent/update").text("code")).isEqualTo("unknown_source");
  }

  @Test
  @DisplayName("a broken pack is refused with all its errors, each with its file and line")
  void refusesWhatIsBroken() throws IOException {
    Got got =
        send(
            "admin",
            "broken.zip",
            Map.of(
                "pack.yaml",
                MANIFEST.replace("sent", "broken") + "unknown_member: 1\n",
                "workflows/flow.yaml",
                "ref: broken.flow\nlabel: F\nversion: '1'\ntasks:\n  - on_success: nowhere\n",
                "actions/a.yaml",
                "label: 5\n"));

    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("code")).isEqualTo("invalid_pack");
    assertThat(got.list("errors").size()).isGreaterThan(1);
    assertThat(got.body())
        .contains("\"path\":\"workflows/flow.yaml\",\"line\":5", "\"path\":\"actions/a.yaml\"")
        .doesNotContain("heddle-pack", "test-packs");
    assertThat(platform.client().as("admin").get("/api/v1/packs/broken").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("what leads out of its archive, is no archive or has no plain name is refused")
  void refusesWhatIsNoArchive() throws IOException {
    Got slip = send("admin", "a.zip", Map.of("pack.yaml", MANIFEST, "../evil", "x"));
    assertThat(slip.text("code")).isEqualTo("not_fetched");
    assertThat(slip.text("detail")).startsWith("uploaded a.zip: ").contains("leads out of it");
    assertThat(send("admin", "a.tgz", Map.of("pack.yaml", MANIFEST)).text("code"))
        .isEqualTo("not_fetched");
    for (String name : List.of("", "a", "a.rar", "..%2Fa.zip", "a%20b.zip", "x".repeat(101))) {
      assertThat(send("admin", name, Map.of()).text("code")).as(name).isEqualTo("invalid_request");
    }
  }

  @Test
  @DisplayName("who may only look gets 403, and what is too large is refused before it is sent")
  void refusesWhoMayNotAndWhatIsTooLarge() throws IOException {
    assertThat(send("viewer", "a.zip", Map.of("pack.yaml", MANIFEST)).status()).isEqualTo(403);
    assertThat(send("editor", "a.zip", Map.of("pack.yaml", MANIFEST)).status()).isEqualTo(403);
    RawClient.RawAnswer large =
        RawClient.send(
            platform.server.address(),
            "POST " + UPLOAD + "a.zip HTTP/1.1",
            "Host: " + platform.server.address().getAuthority(),
            "X-Login: admin",
            "Content-Length: " + ((128L << 20) + 1));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body()).contains("at most 128 MiB");
  }
}
