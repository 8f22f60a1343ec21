package dev.heddle.server.ui;

import dev.heddle.server.http.Call;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The user interface: one page for every address under {@code /ui}, which decides by itself what it
 * shows, and the files it is made of. Nothing here is secret and nothing here is data.
 */
public final class UiResource {

  private static final String NONCE = "__NONCE__";
  private static final int NONCE_BYTES = 16;

  private final UiFiles files;
  private final SecureRandom random = new SecureRandom();

  public UiResource(UiFiles files) {
    this.files = files;
  }

  /** Sends those who came to the server's address to the page. */
  public Reply start(Call call) {
    return new Reply.Body(302, "text/plain; charset=utf-8", "", Map.of("Location", "/ui"));
  }

  /**
   * The page. It may load scripts and styles of this server only; the style sheets that components
   * add while it runs carry a nonce made for this answer (security row 17).
   */
  public Reply page(Call call) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    String page =
        files
            .page()
            .orElseThrow(
                () -> ProblemException.notFound("This server was built without the interface."))
            .replace(NONCE, nonce);
    return new Reply.Body(
        200,
        "text/html; charset=utf-8",
        page,
        Map.of("Content-Security-Policy", contentPolicy(nonce)));
  }

  /** A file of the page; its name changes with its content, so it may be kept for ever. */
  public Reply asset(Call call) {
    UiFiles.File file =
        files
            .asset(call.path("file"))
            .orElseThrow(() -> ProblemException.notFound("There is no such file."));
    Map<String, String> headers =
        Map.of(
            "Cache-Control",
            "public, max-age=31536000, immutable",
            "Vary",
            "Accept-Encoding",
            "Content-Security-Policy",
            contentPolicy("none"));
    if (!Gzip.isAccepted(call.header("Accept-Encoding").orElse(""))) {
      return new Reply.File(file.contentType(), file.content(), headers);
    }
    Map<String, String> encoded = new HashMap<>(headers);
    encoded.put("Content-Encoding", "gzip");
    return new Reply.File(file.contentType(), file.compressed(), encoded);
  }

  private static String contentPolicy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self';"
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }
}
