package dev.heddle.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.heddle.engine.port.Report;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpsTest {

  private static final String PASSWORD = "changeit";

  @TempDir Path directory;
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final HttpRunner runner = new HttpRunner(HttpSettings.DEFAULT, timers);
  private HttpsServer server;

  @BeforeEach
  void open() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.createContext("/", HttpsTest::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    runner.close();
    timers.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write(new byte[] {'o', 'k'});
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Report send(boolean verify) {
    return runner
        .work(
            MapValue.builder()
                .put("url", "https://127.0.0.1:" + server.getAddress().getPort() + "/")
                .put("verify_ssl", verify)
                .build())
        .run();
  }

  @Test
  void s1_015_aCertificateNobodyVouchesForFailsUnlessItNeedNotBeVerified() {
    assertThat(send(true))
        .isInstanceOfSatisfying(
            Report.Failed.class,
            failed -> {
              assertThat(failed.failure().type()).isEqualTo("network_error");
              assertThat(failed.failure().message()).contains("SSLHandshakeException");
            });
    assertThat(send(false))
        .isInstanceOfSatisfying(
            Report.Succeeded.class,
            succeeded ->
                assertThat(((MapValue) succeeded.result()).get("body")).isEqualTo(Value.of("ok")));
  }
}
