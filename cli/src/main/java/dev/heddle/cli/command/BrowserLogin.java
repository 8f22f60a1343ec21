package dev.heddle.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.access.ExternalLogins;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs in where the server's people log in: a browser on this machine goes there and brings back a
 * code, which only this command can redeem (RFC 8252).
 */
final class BrowserLogin {

  private static final Pattern CODE = Pattern.compile("code=([\\w.-]{1,1000})");
  private static final String THANKS = "You are logged in. This page can be closed.\n";
  private static final int BYTES = 32;

  private final Context context;
  private final Connection server;
  private final CompletableFuture<String> code = new CompletableFuture<>();

  BrowserLogin(Context context, Connection server) {
    this.context = context;
    this.server = server;
  }

  /** The session that has begun, as the API tells it. */
  MapValue begin() throws IOException, InterruptedException {
    String verifier = random();
    HttpServer here =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    try (HttpApi api = new HttpApi(server)) {
      here.createContext("/", this::answer);
      here.start();
      context
          .interrupts()
          .accept(List.of(() -> code.completeExceptionally(new IOException("interrupted"))));
      context.note(
          "open in a browser on this machine: "
              + server.server()
              + "/api/v1/auth/oidc/start?command_port="
              + here.getAddress().getPort()
              + "&command_challenge="
              + ExternalLogins.challenge(verifier));
      return api.one(
          ApiRequest.post("/api/v1/auth/oidc/redeem")
              .with("code", await())
              .with("verifier", verifier));
    } finally {
      here.stop(0);
    }
  }

  private String await() throws InterruptedException {
    try {
      return code.get(ExternalLogins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException never) {
      throw new UsageException("nobody has logged in", "heddle login URL --sso");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      Matcher found = CODE.matcher(query == null ? "" : query);
      if (!found.matches()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] page = THANKS.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      code.complete(found.group(1));
    }
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
