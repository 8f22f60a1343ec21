package dev.heddle.server.resource;

import dev.heddle.server.http.Call;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Health, the contract and the page to browse it. */
public final class SystemResource {

  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String contract = read("openapi.yaml");
  private final String page = read("docs.html");
  private final String style = read("docs.css");
  private final String script = read("docs.js");
  private volatile @Nullable String contractAsJson;

  /** Only that it answers: the rest is for those who may know (security row 3). */
  public Reply health(Call call) {
    return Reply.json(200, MapValue.builder().put("status", "ok").build(), Map.of());
  }

  public Reply contract(Call call) {
    return Reply.document("application/yaml; charset=utf-8", contract);
  }

  public Reply docs(Call call) {
    return new Reply.Body(
        200, "text/html; charset=utf-8", page, Map.of("Content-Security-Policy", CONTENT_POLICY));
  }

  public Reply docsFile(Call call) {
    return switch (call.path("file")) {
      case "docs.css" -> Reply.document("text/css; charset=utf-8", style);
      case "docs.js" -> Reply.document("text/javascript; charset=utf-8", script);
      case "openapi.json" -> Reply.document("application/json", contractAsJson());
      default -> throw ProblemException.notFound("There is no such file.");
    };
  }

  /** Made when first asked for: most servers never are. */
  private String contractAsJson() {
    String made = contractAsJson;
    if (made == null) {
      made = Contract.toJson(contract);
      contractAsJson = made;
    }
    return made;
  }

  private static String read(String name) {
    String path = "/dev/heddle/server/" + name;
    try (InputStream in = SystemResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the server was built without " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
