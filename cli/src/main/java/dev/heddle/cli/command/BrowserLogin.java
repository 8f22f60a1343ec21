package dev.heddle.cli.command;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_NO_CONTENT;
import static java.net.HttpURLConnection.HTTP_OK;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.access.ExternalLogins;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
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
  private static final Pattern FAILED =
      Pattern.compile("failed=([^&]{1,2000})&challenge=([\\w-]{43})");
  private static final String THANKS = "You are logged in. This page can be closed.\n";
  private static final int BYTES = 32;

  private final Context context;
  private final Connection server;
  private final String verifier = random();
  private final String challenge = ExternalLogins.challenge(verifier);
  private final CompletableFuture<Answer<String>> code = new CompletableFuture<>();

  BrowserLogin(Context context, Connection server) {
    this.context = context;
    this.server = server;
  }

  /** The session that has begun, as the API tells it. */
  MapValue begin() throws IOException, InterruptedException {
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
              + challenge);
      return api.one(
          ApiRequest.post("/api/v1/auth/oidc/redeem")
              .with("code", await())
              .with("verifier", verifier));
    } finally {
      here.stop(0);
    }
  }

  private String await() throws InterruptedException {
    String again = "heddle login " + server.server() + " --sso";
    try {
      return RefusedException.valueOf(
          code.get(ExternalLogins.PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> again);
    } catch (TimeoutException | ExecutionException never) {
      throw new UsageException("nobody has logged in", again);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().getRawQuery();
    String query = asked == null ? "" : asked;
    Matcher brought = CODE.matcher(query);
    Matcher failed = FAILED.matcher(query);
    if (brought.matches()) {
      byte[] page = THANKS.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      answer(exchange, HTTP_OK, page);
      code.complete(Answer.done(brought.group(1)));
    } else if (failed.matches() && failed.group(2).equals(challenge)) {
      answer(exchange, HTTP_NO_CONTENT, new byte[0]); // the browser goes on showing what it shows
      code.complete(Answer.refused(refusal(failed.group(1))));
    } else {
      answer(exchange, HTTP_NOT_FOUND, new byte[0]);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** What the server's page says, which knew the challenge: so no other page made it up. */
  private static Refusal refusal(String encoded) {
    String why = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    return Refusal.of(
        Refusal.Kind.UNAUTHENTICATED,
        "login_failed",
        "the login failed: " + DisplayText.oneLine(why));
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
