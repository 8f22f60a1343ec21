package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server over TLS with a certificate of its own, and commands that talk to it. */
@DisplayName("Security row 3: over TLS")
final class TlsServerTest {

  private static final String PASSWORD = "only for this test";

  @TempDir private static Path directory;

  private static TestHome home;
  private static Background server;
  private static String address;
  private static String token;

  @BeforeAll
  static void startServer() throws Exception {
    makeCertificate();
    home = new TestHome();
    home.run("identity", "create", "ada", "--role", "admin");
    token = home.run("identity", "token", "ada").out().strip();
    server =
        Background.of(
            home.environment(),
            "server",
            "--port",
            "0",
            "--tls-cert",
            directory.resolve("server.crt").toString(),
            "--tls-key",
            directory.resolve("server.key").toString());
    address = server.await("heddle listens on ").replace("heddle listens on ", "");
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
    home.close();
  }

  private static void makeCertificate() throws Exception {
    Path store = directory.resolve("store.p12");
    Process made =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=ip:127.0.0.1,dns:localhost",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor())
        .as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Files.writeString(
        directory.resolve("server.crt"),
        pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    Files.writeString(
        directory.resolve("server.key"),
        pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  private static Map<String, String> somebody(String name) throws IOException {
    return Map.of("HEDDLE_HOME", Files.createDirectories(directory.resolve(name)).toString());
  }

  @Test
  @DisplayName("whoever trusts the certificate gets in, over TLS and with a cookie for TLS only")
  void trustedCertificatesWork() throws Exception {
    assertThat(address).startsWith("https://127.0.0.1:");
    Map<String, String> ada = somebody("ada");
    CliRun login =
        CliRun.of(
            ada, token, "login", address, "--ca-file", directory.resolve("server.crt").toString());
    assertThat(login.exitCode()).as(login.err()).isZero();
    assertThat(CliRun.of(ada, "", "identity", "list").out()).contains("ada");
    assertThat(CliRun.of(ada, "", "config", "get", "ca-file").out()).contains("server.crt");
  }

  @Test
  @DisplayName("whoever does not trust it sends no token, and is told what to do")
  void unknownCertificatesAreRefused() throws IOException {
    Map<String, String> eve = somebody("eve");
    CliRun login = CliRun.of(eve, token, "login", address);
    assertThat(login.exitCode()).isEqualTo(1);
    assertThat(login.err()).contains("cannot reach " + address, "--ca-file");
    assertThat(directory.resolve("eve/profiles.json")).doesNotExist();
  }

  @Test
  @DisplayName("the certificate is for its own names only")
  void otherNamesAreRefused() throws IOException {
    CliRun login =
        CliRun.of(
            somebody("max"),
            token,
            "login",
            address.replace("127.0.0.1", "127.0.0.2"),
            "--ca-file",
            directory.resolve("server.crt").toString());
    assertThat(login.exitCode()).isEqualTo(1);
  }

  @Test
  void plainHttpIsNotAnswered() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.replace("https:", "http:") + "/health")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @DisplayName("other addresses need TLS or a proxy, and a certificate needs its key")
  void whatIsOpenIsSaid() {
    CliRun open = home.run("server", "--port", "0", "--host", "0.0.0.0");
    assertThat(open.exitCode()).isNotZero();
    assertThat(open.err()).contains("without TLS", "--tls-cert", "--behind-proxy");
    CliRun half = home.run("server", "--tls-cert", directory.resolve("server.crt").toString());
    assertThat(half.err()).contains("belong together");
    String certificate = directory.resolve("server.crt").toString();
    CliRun swapped =
        home.run("server", "--port", "0", "--tls-cert", certificate, "--tls-key", certificate);
    assertThat(swapped.err()).contains("holds no private key in PEM");
    CliRun both =
        home.run("server", "--behind-proxy", "--tls-cert", certificate, "--tls-key", certificate);
    assertThat(both.err()).contains("not both");
    CliRun name = home.run("server", "--port", "0", "--behind-proxy", "proxy.example.org");
    assertThat(name.err()).contains("address or a network");
  }
}
