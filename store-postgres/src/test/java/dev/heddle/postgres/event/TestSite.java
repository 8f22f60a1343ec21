package dev.heddle.postgres.event;

import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Reach;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.catalog.Delegation;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.catalog.StoredCatalog;
import dev.heddle.platform.catalog.UploadRefs;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.rule.Rule;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.catalog.PostgresCatalogStore;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.postgres.keys.PostgresKeyStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One server without HTTP: an engine whose tasks take no time, and events on one database. */
public final class TestSite implements AutoCloseable {

  public static final ServerKey KEY = new ServerKey("0123456789abcdef0123456789abcdef");

  public final EngineNode engine;
  public final Packs packs;
  public final Rules rules;
  public final Keys keys;
  public final PostgresEventStore events;
  public final Automation automation;
  final Workflows workflows;

  /** What the action says, by its input. */
  volatile UnaryOperator<MapValue> answers = _ -> MapValue.EMPTY;

  private final PostgresExecutionQueries queries;
  private final Admissions admissions;
  private volatile Duration effort = Duration.ZERO;

  public TestSite(Database database) {
    Clock clock = Clock.systemUTC();
    Parameters items =
        new Parameters(
            Map.of(
                "item", Parameter.of("item", ParameterType.OBJECT, false),
                "items", Parameter.of("items", ParameterType.ARRAY, false)),
            false);
    List<Action> core = List.of(action("core.noop", Parameters.ANY), action("core.take", items));
    PostgresCatalogStore catalog = new PostgresCatalogStore(database);
    Definitions definitions = new Definitions(catalog, KEY, core);
    LiveSight live = new LiveSight(catalog, KEY, core);
    keys = new Keys(new PostgresKeyStore(database), KEY, clock);
    PostgresClaimStore claims = new PostgresClaimStore(database);
    Policies policies = new Policies(new PostgresPolicyStore(database), claims, clock);
    admissions = new Admissions(claims, clock);
    engine =
        EngineNode.start(
            EngineOptions.server("test"),
            new EnginePorts(
                    new PostgresExecutionStore(database, KEY),
                    new PostgresLeaseStore(database),
                    new PostgresInbox(database, KEY),
                    new PostgresLogStore(database),
                    new StoredCatalog(
                        definitions,
                        live,
                        keys,
                        UploadRefs.NONE,
                        Delegation.EVERYTHING,
                        policies::throttle),
                    new Actions(),
                    clock)
                .admittedBy(admissions));
    admissions.start(engine);
    packs = new Packs(catalog, KEY, definitions, live, clock);
    rules = new Rules(live, new PostgresRuleStore(database), clock);
    events = new PostgresEventStore(database, KEY);
    queries = new PostgresExecutionQueries(database, KEY);
    live.refresh();
    workflows = new Workflows(catalog, definitions, live, clock);
    automation =
        new Automation(
            new Automation.Ports(
                engine,
                workflows,
                live,
                rules,
                events,
                new PostgresTimerStore(database),
                new PostgresWebhookStore(database, KEY),
                (_, _) -> true,
                clock));
    automation.start();
  }

  private static Action action(String ref, Parameters parameters) {
    return new Action(
        ref, ref, "", true, parameters, new Executor.Builtin("noop"), Optional.empty());
  }

  /** Lets each attempt take so long from now on; no time if nobody says so. */
  public void takes(Duration time) {
    effort = time;
  }

  /** Makes a rule of the pack {@code demo} that does nothing at each alert. */
  void rule(String name) {
    String text =
        "{\"ref\": \"demo.%s\", \"trigger_ref\": \"core.alert\", \"action_ref\": \"core.noop\"}"
            .formatted(name);
    Answer<Rule> made = rules.create((MapValue) Json.read(text), "");
    if (made instanceof Answer.Refused<Rule>(Refusal refusal)) {
      throw new IllegalStateException(refusal.toString());
    }
  }

  /** An alert. */
  void emit() {
    automation.events().emit("core.alert", "test", null, MapValue.EMPTY);
  }

  /** Waits for so many enforcements to be processed and their executions to have ended. */
  public void until(int processed) {
    EnforcementFilter filter =
        new EnforcementFilter(null, null, Enforcement.State.PROCESSED, null, Reach.ALL);
    while (events.enforcements(filter, 0, processed + 1).stream()
            .filter(each -> ended(each.execution()))
            .count()
        < processed) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  private boolean ended(@Nullable ExecutionId execution) {
    return execution != null
        && queries.execution(execution).filter(each -> each.status().isTerminal()).isPresent();
  }

  @Override
  public void close() {
    automation.close();
    admissions.close();
    engine.close();
  }

  private final class Actions implements TaskRunner {
    @Override
    public void start(Assignment assignment, TaskListener listener) {
      if (effort.isZero()) {
        end(assignment, listener);
        return;
      }
      CompletableFuture.delayedExecutor(effort.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> end(assignment, listener));
    }

    private void end(Assignment assignment, TaskListener listener) {
      Instant now = Instant.now();
      listener.finished(
          assignment.attempt(), now, now, new Report.Succeeded(answers.apply(assignment.input())));
    }

    @Override
    public void interrupt(AttemptId attempt) {}
  }
}
