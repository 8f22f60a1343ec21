package dev.heddle.worker.http;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.redact.Redactor;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and the redirects that follow. Any answer, also a refusal such as 404, is a success
 * of the action: {@code result.success} says what it was. Only what prevents an answer fails it.
 */
final class HttpWork implements Work {

  private static final String INVALID = "invalid_parameters";
  private static final String REFUSED = "egress_refused";
  private static final String NETWORK = "network_error";

  private final HttpSettings settings;
  private final Clients clients;
  private final ScheduledExecutorService timers;
  private final MapValue input;
  private final Redactor redactor;

  private @Nullable HttpUriRequestBase current;
  private boolean ended;
  private boolean overdue;

  HttpWork(
      HttpSettings settings, Clients clients, ScheduledExecutorService timers, MapValue input) {
    this.settings = settings;
    this.clients = clients;
    this.timers = timers;
    this.input = input;
    this.redactor = Redactor.of(input);
  }

  /** What one request got. */
  private sealed interface Step {
    record Done(MapValue result) implements Step {}

    record Elsewhere(HttpCall call) implements Step {}
  }

  /** The request got no answer that could be used. */
  static final class NoAnswer extends IOException {
    NoAnswer(String message) {
      super(message);
    }
  }

  @Override
  public Report run() {
    HttpCall call;
    try {
      call = HttpCall.of(input);
    } catch (HttpCall.Invalid mistake) {
      return failed(INVALID, mistake.getMessage());
    }
    Future<?> timer = timers.schedule(this::expire, call.timeout().toNanos(), TimeUnit.NANOSECONDS);
    try {
      return new Report.Succeeded(redactor.redact(follow(call)));
    } catch (GuardedResolver.Refused refused) {
      return failed(REFUSED, refused.getMessage());
    } catch (UnknownHostException unknown) {
      return failed(NETWORK, "unknown host: " + unknown.getMessage());
    } catch (IOException | IllegalStateException failure) {
      return failed(NETWORK, reason(call, failure));
    } finally {
      timer.cancel(false);
    }
  }

  @Override
  public void end(Ending ending) {
    cancel();
  }

  private synchronized void expire() {
    overdue = true;
    cancel();
  }

  private synchronized void cancel() {
    ended = true;
    if (current != null) {
      current.cancel();
    }
  }

  private synchronized void begin(HttpUriRequestBase request) throws NoAnswer {
    if (ended) {
      throw new NoAnswer("ended");
    }
    current = request;
  }

  private MapValue follow(HttpCall first) throws IOException {
    HttpCall call = first;
    for (int hops = 0; hops <= settings.maxRedirects(); hops++) {
      switch (send(call)) {
        case Step.Done done -> {
          return done.result();
        }
        case Step.Elsewhere elsewhere -> call = elsewhere.call();
      }
    }
    throw new NoAnswer("more than " + settings.maxRedirects() + " redirects");
  }

  private Step send(HttpCall call) throws IOException {
    HttpUriRequestBase request = request(call);
    begin(request);
    CloseableHttpClient client = call.verifySsl() ? clients.verifying() : clients.trusting();
    return client.execute(
        request,
        response -> {
          Optional<URI> target = Redirects.target(call, response);
          return target.isPresent()
              ? new Step.Elsewhere(Redirects.follow(call, response.getCode(), target.get()))
              : new Step.Done(HttpResult.of(response, settings.maxResponse()));
        });
  }

  private static HttpUriRequestBase request(HttpCall call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
    Timeout timeout = Timeout.of(call.timeout());
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout)
            .setResponseTimeout(timeout)
            .setHardCancellationEnabled(true)
            .build());
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("content-type") || call.body().isPresent()) {
        request.addHeader(header.getKey(), header.getValue());
      }
    }
    call.body().ifPresent(body -> request.setEntity(new StringEntity(body, contentType(call))));
    return request;
  }

  /** Only its character set counts: the header itself is among the others. */
  private static ContentType contentType(HttpCall call) {
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      if (header.getKey().toLowerCase(Locale.ROOT).equals("content-type")) {
        ContentType given = ContentType.parseLenient(header.getValue());
        if (given != null && given.getCharset() != null) {
          return given;
        }
      }
    }
    return ContentType.create("text/plain", StandardCharsets.UTF_8);
  }

  private synchronized String reason(HttpCall call, Exception failure) {
    if (overdue) {
      return "no complete answer within " + call.timeout().toMillis() / 1000.0 + " s";
    }
    String message = String.valueOf(failure.getMessage());
    return failure instanceof NoAnswer
        ? message
        : failure.getClass().getSimpleName() + ": " + message;
  }

  private Report failed(String type, @Nullable String message) {
    return new Report.Failed(
        Failure.of(type, redactor.redact("core.http_request: " + message)), null);
  }
}
