package dev.heddle.server.oidc;

import dev.heddle.platform.access.ExternalLogins.Command;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.Reply;
import dev.heddle.values.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What a person sees in a browser whose login failed: why, and what to do next. */
final class LoginFailure {

  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:36rem;padding:0 1rem;"
          + "color:#1c2330;background:#fff}h1{font-size:1.4rem}small{color:#57606f}"
          + "@media(prefers-color-scheme:dark){body{color:#e6e9ef;background:#14181f}"
          + "a{color:#8ab4f8}small{color:#a4acb9}}";

  /** Nothing is loaded, nothing runs, and only this very style is applied (security row 17). */
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + hash(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private LoginFailure() {}

  /**
   * The page of a problem.
   *
   * @param command waits on the machine of the browser, and is told why
   */
  static Reply.Body page(Problem problem, Optional<Command> command) {
    String why = sentence(problem.detail().isEmpty() ? problem.title() : problem.detail());
    return new Reply.Body(
        problem.status(),
        "text/html; charset=utf-8",
        html(
            command.map(each -> telling(each, why)).orElse(""),
            why,
            next(problem.code()),
            problem.code()),
        Map.of("Content-Security-Policy", POLICY));
  }

  /**
   * Goes on to the command, which answers that there is nothing to show: so this page stays. The
   * challenge proves that no other page made it up.
   */
  private static String telling(Command command, String why) {
    return "<meta http-equiv=\"refresh\" content=\"0; url=http://127.0.0.1:%d/?failed=%s&amp;challenge=%s\">"
        .formatted(
            command.port(),
            URLEncoder.encode(why, StandardCharsets.UTF_8),
            escaped(command.challenge()));
  }

  private static String html(String telling, String why, String next, String code) {
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Login failed - Heddle</title>\
    <meta name="viewport" content="width=device-width">%s<style>%s</style></head>
    <body><main>
    <h1>The login failed</h1>
    <p>%s</p>
    <p>%s</p>
    <p><a href="/api/v1/auth/oidc/start">Log in again</a> &middot;
    <a href="/ui">Other ways to log in</a></p>
    <p><small>If a command sent you here, start it again. Code: %s</small></p>
    </main></body>
    </html>
    """
        .formatted(telling, STYLE, escaped(why), escaped(next), escaped(code));
  }

  private static String next(String code) {
    return switch (code) {
      case "unauthenticated" ->
          "Log in again. If it fails each time, allow cookies for this address and begin on this"
              + " page, not with a bookmark of the provider.";
      case "no_role" ->
          "Ask an administrator of Heddle to let one of your groups in, then log in again.";
      case "disabled" -> "Ask an administrator of Heddle to enable it.";
      case "login_taken", "invalid_identity" ->
          "Ask an administrator of Heddle what you should be called here.";
      case "unavailable" ->
          "Try again in a minute. Administrators find the cause in the server's log.";
      default -> "Log in again.";
    };
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  /** Names come from the provider, and so from anybody who has one there. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text));
  }
}
