package dev.heddle.server.event;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Schedules;
import dev.heddle.platform.event.Schedules.Schedule;
import dev.heddle.platform.rule.Rule;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.server.resource.Starts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The rules on the clock. */
public final class ScheduleResource {

  private static final int LONGEST_TIME = 64;

  private final Schedules schedules;
  private final Starts starts;

  public ScheduleResource(Schedules schedules, Starts starts) {
    this.schedules = schedules;
    this.starts = starts;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.RULES, Operation.READ);
    List<Rule> seen =
        schedules.rules().stream().filter(rule -> reach.covers(rule.ref(), rule.ref())).toList();
    return Paging.of(query).part(seen, schedules.look().andThen(EventViews::of));
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(EventViews.of(Answers.of(schedules.find(call.path("rule_ref")))));
  }

  public Reply pause(Call call) {
    call.body().end();
    return Reply.data(EventViews.of(Answers.of(schedules.pause(call.path("rule_ref")))));
  }

  public Reply resume(Call call) {
    call.body().end();
    return Reply.data(EventViews.of(Answers.of(schedules.resume(call.path("rule_ref")))));
  }

  public Reply backfill(Call call) {
    Fields fields = call.body();
    Instant from = time(fields, "from");
    Instant to = time(fields, "to");
    int room = fields.number("concurrency").orElse(1);
    boolean preview = fields.flag("preview").orElse(false);
    fields.end();
    String ref = call.path("rule_ref");
    Schedule schedule = Answers.of(schedules.find(ref));
    starts.require(call, schedule.rule().action());
    return Reply.data(EventViews.of(Answers.of(schedules.backfill(ref, from, to, room, preview))));
  }

  public Reply progress(Call call) {
    call.query();
    ExecutionId id =
        ExecutionId.parse(call.path("id"))
            .orElseThrow(() -> ProblemException.notFound("There is no such backfill."));
    return Reply.data(EventViews.of(Answers.of(schedules.progress(call.path("rule_ref"), id))));
  }

  private static Instant time(Fields fields, String name) {
    try {
      return OffsetDateTime.parse(fields.requiredText(name, LONGEST_TIME)).toInstant();
    } catch (DateTimeException wrong) {
      fields.refuse(name, "must be a time such as 2026-03-01T09:00:00Z");
      return Instant.EPOCH;
    }
  }
}
