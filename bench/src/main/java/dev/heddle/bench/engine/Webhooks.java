package dev.heddle.bench.engine;

import dev.heddle.platform.Answer;
import dev.heddle.platform.event.Webhooks.Opened;
import dev.heddle.platform.event.Webhooks.Settings;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.util.List;

/** W10: requests that become events, each matched by one rule that starts an execution. */
final class Webhooks implements Workload {

  private static final int CALLS = 3_000;
  private static final int WARM_UPS = 4;
  private static final Metric RATE =
      Metric.of("W10", "webhooks, 32 callers, one rule", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeast(3_000, 5_000));
  private static final Metric SLOW = Metric.of("W10", "webhook, p99", Metric.Unit.MILLISECONDS);

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
  }
}
