package dev.heddle.server.http;

import dev.heddle.platform.access.Principal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs routes: identity, policy, endpoint, answer; and turns what is thrown into problems. */
public final class Exchange {

  /** The attribute under which a request's operation is found. */
  public static final String OPERATION = "heddle.operation";

  /** The attribute under which a stream finds whose it is. */
  public static final String CALLER = "heddle.caller";

  private static final String BEARER_PROTOCOL = "bearer.";

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Callers callers;
  private final Limits limits;
  private final Streams streams;
  private final Answering answering;
  private final Proxies proxies;

  /**
   * Makes the exchange of one server.
   *
   * @param proxies who may say who asks
   */
  public Exchange(Callers callers, Limits limits, Streams streams, Audit audit, Proxies proxies) {
    this.answering = new Answering(audit);
    this.callers = callers;
    this.limits = limits;
    this.streams = streams;
    this.proxies = proxies;
  }

  /** What the HTTP library calls for a route. */
  public Handler handler(Route route) {
    return context -> {
      context.attribute(OPERATION, route.operation());
      Incoming incoming = Incoming.of(route.method(), context, proxies);
      Principal caller = callers.of(incoming);
      Call call = new Call(new SentOverHttp(context), caller, limits, incoming.address());
      context.header("X-Request-Id", call.request());
      switch (answering.answer(route, call)) {
        case Reply.Body body -> write(context, body);
        case Reply.Bytes bytes -> write(context, bytes);
        case Reply.File file -> write(context, file);
        case Reply.Events events ->
            stream(context, events.source(), () -> isStill(caller, incoming));
      }
    };
  }

  /**
   * What the HTTP library calls before it lets a request become a stream of its own.
   *
   * @param allowed under which attribute of the stream to ask whether its caller still may
   */
  public Handler gate(Route route, String allowed) {
    return context -> {
      context.attribute(OPERATION, route.operation());
      String address = Incoming.of(route.method(), context, proxies).address();
      // the request itself is used again once it has become a stream
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(context.headerMap());
      tokenOfProtocol(headers);
      requireSameSite(headers);
      Incoming incoming =
          new Incoming(route.method(), address, name -> Optional.ofNullable(headers.get(name)));
      Principal caller = callers.of(incoming);
      Authority.check(route.policy(), new Call(new SentOverHttp(context), caller, limits, address));
      streams.requireOpen();
      context.attribute(CALLER, caller);
      context.attribute(allowed, (BooleanSupplier) () -> isStill(caller, incoming));
    };
  }

  /** Browsers can set no header of a stream but its protocols (S1-174). */
  private static void tokenOfProtocol(Map<String, String> headers) {
    if (headers.containsKey("Authorization")) {
      return;
    }
    for (String protocol : headers.getOrDefault("Sec-WebSocket-Protocol", "").split(",", -1)) {
      if (protocol.strip().startsWith(BEARER_PROTOCOL)) {
        headers.put(
            "Authorization", "Bearer " + protocol.strip().substring(BEARER_PROTOCOL.length()));
        return;
      }
    }
  }

  /** Cookies go with streams that other sites open, too (security row 18). */
  private static void requireSameSite(Map<String, String> headers) {
    String origin = headers.get("Origin");
    String host = headers.getOrDefault("Host", "");
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw new ProblemException(ProblemCode.CROSS_SITE, "Another site opened this stream.");
    }
  }

  /** Answers with a refusal. */
  public void refuse(ProblemException refusal, Context context) {
    refusal
        .page()
        .ifPresentOrElse(page -> write(context, page), () -> write(context, refusal.problem()));
  }

  /** Answers for a refusal of the HTTP library; its words stay inside (security row 23). */
  public void refuse(HttpResponseException refusal, Context context) {
    write(context, Problem.of(ProblemCode.ofStatus(refusal.getStatus())));
  }

  /** Answers for a fault of ours: the log has the cause, the client a number to find it by. */
  public void fail(Exception fault, Context context) {
    UUID incident = UUID.randomUUID();
    LOG.error("{} failed, incident {}", context.<String>attribute(OPERATION), incident, fault);
    write(
        context, Problem.of(ProblemCode.INTERNAL_ERROR, "The log has incident " + incident + "."));
  }

  /** Whether a stream may go on: nothing has happened to the identity and its rights. */
  private boolean isStill(Principal caller, Incoming incoming) {
    return callers.of(incoming).equals(caller);
  }

  private static void write(Context context, Reply.Body body) {
    body.headers().forEach(context::header);
    context.status(body.status());
    if (!body.contentType().isEmpty()) {
      context.contentType(body.contentType()).result(body.content());
    }
  }

  private static void write(Context context, Reply.Bytes bytes) throws IOException {
    try (InputStream content = bytes.content()) {
      context.res().setContentType("application/octet-stream");
      context.res().setHeader("Content-Disposition", "attachment");
      if (bytes.size() >= 0) {
        context.res().setContentLengthLong(bytes.size());
      }
      content.transferTo(context.res().getOutputStream());
    }
  }

  private static void write(Context context, Reply.File file) {
    file.headers().forEach(context::header);
    context.status(200).contentType(file.contentType()).result(file.content());
  }

  private static void write(Context context, Problem problem) {
    if (context.res().isCommitted()) {
      return;
    }
    if (problem.status() == ProblemCode.UNAUTHENTICATED.status()) {
      context.header("WWW-Authenticate", "Bearer");
    }
    context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(problem.toBytes());
  }

  private void stream(Context context, EventSource source, BooleanSupplier allowed)
      throws IOException {
    try (Streams.Place _ = streams.enter()) {
      context.res().setContentType("text/event-stream");
      context.res().setHeader("X-Accel-Buffering", "no");
      OutputStream out = context.res().getOutputStream();
      source.run(new EventSink(out, allowed));
      out.flush();
    } catch (EventSink.NoLongerAllowedException _) {
      // The stream ends; a client that comes back is told why.
    } catch (InterruptedException _) {
      // The server stops: the stream ends as it would otherwise, and so does this thread.
    }
  }
}
