package dev.heddle.bench.engine;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.Webhooks.Opened;
import dev.heddle.platform.event.Webhooks.Settings;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** W10: requests that become events, each matched by one rule that starts an execution. */
final class Webhooks implements Workload {

  private static final int CALLS = 3_000;
  private static final int WARM_UPS = 4;
  private static final Metric RATE =
      Metric.of("W10", "webhooks, 32 callers, one rule", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeast(3_000, 5_000));
  private static final Metric SLOW = Metric.of("W10", "webhook, p99", Metric.Unit.MILLISECONDS);

  private static final int PER_SECOND = 200;
  private static final int PACED_CALLS = 3 * PER_SECOND;
  private static final Metric STARTED =
      Metric.of("W10", "at 200/s, from event to started execution, p99", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMost(50e-3, 20e-3));

  private static final String RULE =
      """
      {"ref": "bench.on_request", "trigger_ref": "core.webhook", "action_ref": "bench.single",
       "conditions": {"branch": "main"}}
      """;

  private final Site site;
  private final HttpCaller.Request request;

  Webhooks(Site site) {
    this.site = site;
    var automation = site.installation().wiring().automation();
    done(automation.rules().create((MapValue) Json.read(RULE), ""));
    Opened opened =
        done(
            automation
                .webhooks()
                .enable("core.webhook", new Settings(false, null, List.of(), null)));
    this.request =
        HttpCaller.post(site.api(), "/api/v1/webhooks/" + opened.key(), "{\"branch\":\"main\"}");
  }

  private static <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(var refusal) -> throw new IllegalStateException(refusal.message());
    };
  }

  @Override
  public void warmUp() throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      measure(new Results());
    }
  }

  @Override
  public void measure(Results results) throws Exception {
    try (var ends = new Installation.Ends(site.installation().engine(), CALLS)) {
      Calls made = Calls.make(CALLS, () -> new HttpCaller(request));
      results.add(RATE, made.perSecond());
      results.add(SLOW, made.latencies().p99());
      ends.await();
    }
    results.add(STARTED, Latencies.of(untilStarted()).p99());
  }

  /** How long after its webhook was taken in each execution began, in seconds. */
  private double[] untilStarted() throws Exception {
    List<String> answers;
    try (var ends = new Installation.Ends(site.installation().engine(), PACED_CALLS)) {
      answers = Paced.send(request, PACED_CALLS, PER_SECOND);
      ends.await();
    }
    double[] seconds = new double[answers.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = untilStarted(answers.get(i));
    }
    return seconds;
  }

  private double untilStarted(String answer) {
    Events events = site.installation().wiring().automation().events();
    ExecutionId id = ExecutionId.parse(eventId(answer)).orElseThrow();
    Event event = done(events.find(id));
    Enforcement made =
        events
            .enforcements(new EnforcementFilter(id, null, null, null, Reach.ALL), 0, 1)
            .getFirst();
    Execution started =
        done(
            site.installation()
                .wiring()
                .executions()
                .find(Objects.requireNonNull(made.execution())));
    return Duration.between(event.createdAt(), started.startedAt()).toNanos() / 1e9;
  }

  private static String eventId(String answer) {
    MapValue body = (MapValue) Json.read(answer);
    MapValue data = body.get("data") instanceof MapValue inner ? inner : body;
    return data.get("event_id") instanceof TextValue(String id) ? id : "";
  }
}
