package dev.heddle.server.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no route wants, before identity and body: other methods (row 23), paths with
 * anything but plain characters (rows 1 and 11), other hosts' names and other sites' requests (row
 * 18), bodies known to be too large or of another type (row 26).
 */
public final class Gate extends Handler.Wrapper {

  /** Every path of every route is written with these; nothing here can be decoded to more. */
  private static final Pattern PLAIN_PATH = Pattern.compile("/|(?:/(?!\\.\\.?(?:/|$))[\\w.~-]+)+");

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?");

  /** Says to whoever shares out requests that this server wants no more. */
  private static final String HEALTH = "/health";

  /** By then another server, or this one again, is there. */
  private static final String RETRY_SECONDS = "5";

  private final Routes routes;
  private final Limits limits;
  private final Reached reached;
  private final BooleanSupplier stopping;
  private final Consumer<ProblemCode> refused;

  /**
   * How requests come to a server.
   *
   * @param thisMachine whether from this machine only, so that other hosts' names are refused
   * @param secure whether browsers reach it over TLS
   */
  public record Reached(boolean thisMachine, boolean secure) {

    private String origin(String host) {
      return (secure ? "https://" : "http://") + host;
    }
  }

  /**
   * Makes the gate of one server.
   *
   * @param stopping whether the server is about to stop: then it begins nothing any more
   * @param refused hears of every refusal, for counting
   */
  public Gate(
      Routes routes,
      Limits limits,
      Reached reached,
      BooleanSupplier stopping,
      Consumer<ProblemCode> refused) {
    this.routes = routes;
    this.limits = limits;
    this.reached = reached;
    this.stopping = stopping;
    this.refused = refused;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SecurityHeaders.addTo(response.getHeaders());
    ProblemCode code = check(request);
    if (code == null) {
      return super.handle(request, response, callback);
    }
    refused.accept(code);
    if (code == ProblemCode.METHOD_NOT_ALLOWED) {
      response.getHeaders().put(HttpHeader.ALLOW, routes.allowed(path(request)));
    }
    if (code == ProblemCode.UNAVAILABLE) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }
    write(response, callback, Problem.of(code));
    return true;
  }

  static void write(Response response, Callback callback, Problem problem) {
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(problem.toBytes()), callback);
  }

  private @Nullable ProblemCode check(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host == null || (reached.thisMachine() && !LOOPBACK.matcher(host).matches())) {
      return ProblemCode.FOREIGN_HOST;
    }
    Optional<Method> method = Method.of(request.getMethod());
    if (method.isEmpty()) {
      return ProblemCode.METHOD_NOT_ALLOWED;
    }
    String path = path(request);
    Set<Method> methods = PLAIN_PATH.matcher(path).matches() ? routes.methods(path) : Set.of();
    if (!methods.contains(method.get())) {
      return methods.isEmpty() ? ProblemCode.NOT_FOUND : ProblemCode.METHOD_NOT_ALLOWED;
    }
    if (stopping.getAsBoolean() && (method.get().changesState() || path.equals(HEALTH))) {
      return ProblemCode.UNAVAILABLE;
    }
    return method.get().changesState()
        ? checkChange(request, host, routes.accepts(path, method.get()))
        : null;
  }

  /** The path as it was sent, nothing decoded. */
  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  private @Nullable ProblemCode checkChange(Request request, String host, Accepts accepts) {
    if (isCrossSite(request, host)) {
      return ProblemCode.CROSS_SITE;
    }
    if (accepts != Accepts.BYTES && request.getLength() > limits.body()) {
      return ProblemCode.BODY_TOO_LARGE;
    }
    HttpFields headers = request.getHeaders();
    boolean hasBody = request.getLength() > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
    return !hasBody || accepts.fits(headers.get(HttpHeader.CONTENT_TYPE))
        ? null
        : ProblemCode.UNSUPPORTED_MEDIA_TYPE;
  }

  /** A browser says where a request comes from; a program that says nothing is no browser. */
  private boolean isCrossSite(Request request, String host) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin != null && !origin.equals(reached.origin(host));
  }
}
