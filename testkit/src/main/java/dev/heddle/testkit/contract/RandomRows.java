package dev.heddle.testkit.contract;

import dev.heddle.engine.port.Changes;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.Lifecycle;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Progress;
import dev.heddle.model.execution.TaskExecution.Taken;
import dev.heddle.model.execution.TaskExecution.Times;
import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows with every kind of content there is, the same for the same seed. */
final class RandomRows {

  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "with 'quotes', \"more\", {braces}, back\\slash and NULL",
          "Grüße, 世界, עולם, \uD83D\uDE80",
          "tab\tline\nreturn\rbell\u0007escape\u001B",
          "{{ not.a.template }}");

  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  ExecutionId id() {
    return ExecutionId.of(
        1_760_000_000_000L + random.nextInt(1_000_000_000),
        random.nextInt(256),
        random.nextInt(ExecutionId.PER_MILLISECOND));
  }

  private <T> @Nullable T maybe(Supplier<T> some) {
    return random.nextInt(3) == 0 ? null : some.get();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Microseconds are what a database keeps. */
  Instant moment() {
    return Instant.ofEpochSecond(
        1_700_000_000L + random.nextInt(200_000_000), random.nextInt(1_000_000) * 1_000L);
  }

  String text() {
    return one(TEXTS);
  }

  Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 8)) {
      case 0 -> NullValue.INSTANCE;
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextLong());
      case 3 ->
          NumberValue.of(new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(30)));
      case 4 -> NumberValue.of(new BigDecimal(new BigInteger(200, random)));
      case 5 -> Value.of(text() + "\u0000" + '\uD800' + "x");
      case 6 -> SecretValue.mark(Value.of("hunter" + random.nextInt()));
      case 7 -> Value.map("$sealed", Value.of(text()));
      case 8 -> SecretValue.mark(Value.map(text() + "key", Value.of(random.nextInt())));
      case 9 -> map(depth - 1);
      default -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth - 1));
        }
        yield new ListValue(items);
      }
    };
  }

  MapValue map(int depth) {
    MapValue.Builder map = MapValue.builder();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(text() + i, value(depth));
    }
    return map.build();
  }

  private Failure failure() {
    return new Failure(
        "type_" + random.nextInt(3), text() + "\u0000", Value.map("exit_code", value(1)));
  }

  private Execution.Hold hold() {
    return switch (random.nextInt(3)) {
      case 0 -> new Execution.Hold.Paused(text(), text(), moment());
      case 1 ->
          new Execution.Hold.Stopping(
              text(), one(List.of(CancellationPolicy.values())), random.nextBoolean(), moment());
      default -> new Execution.Hold.Again(text(), 1 + random.nextInt(9), map(2));
    };
  }

  Execution execution(ExecutionId id) {
    Execution.Origin origin =
        new Execution.Origin(
            maybe(() -> new AttemptId(id(), key(random.nextInt(5)))),
            random.nextInt(10),
            maybe(this::id),
            text(),
            random.nextBoolean() ? List.of() : List.of(text(), "viewer"),
            maybe(this::text),
            random.nextBoolean() ? Map.of() : Map.of("A", text(), "B", "\u0000"),
            random.nextInt(3));
    return change(
        new Execution(
            id,
            "pack.flow" + random.nextInt(3),
            random.nextLong(1_000),
            origin,
            map(3),
            map(2),
            ExecutionStatus.RUNNING,
            null,
            null,
            null,
            moment(),
            null,
            maybe(this::moment),
            null));
  }

  /** The same execution with other contents, where they may change. */
  Execution change(Execution execution) {
    return new Execution(
        execution.id(),
        execution.workflow(),
        execution.definition(),
        execution.origin(),
        execution.parameters(),
        execution.vars(),
        execution.status(),
        maybe(() -> map(3)),
        maybe(this::failure),
        maybe(this::hold),
        execution.startedAt(),
        null,
        execution.deadline(),
        maybe(this::moment));
  }

  TaskKey key(int node) {
    return new TaskKey(
        node,
        1 + random.nextInt(3),
        random.nextBoolean() ? TaskKey.WHOLE : random.nextInt(1_000),
        1 + random.nextInt(3));
  }

  TaskExecution task(int node, int order) {
    return change(
        new TaskExecution(
            key(node),
            "task" + node,
            TaskStatus.REQUESTED,
            maybe(() -> value(2)),
            null,
            null,
            null,
            null,
            random.nextInt(3),
            random.nextBoolean() ? List.of() : List.of(new Trigger(1, 2), new Trigger(30, 4)),
            Times.scheduled(moment()),
            Progress.scheduled(order)));
  }

  private TaskStatus next(TaskStatus before) {
    TaskStatus next =
        one(List.of(TaskStatus.SCHEDULED, TaskStatus.RUNNING, TaskStatus.WAITING, before));
    return Lifecycle.TASK.allows(before, next) ? next : before;
  }

  /** The same task with other contents, where they may change. */
  TaskExecution change(TaskExecution task) {
    Times times = task.times();
    return new TaskExecution(
        task.key(),
        task.name(),
        next(task.status()),
        task.item(),
        value(3),
        maybe(() -> value(3)),
        maybe(this::failure),
        maybe(this::id),
        task.group(),
        task.triggers(),
        new Times(
            times.scheduledAt(), maybe(this::moment), maybe(this::moment), maybe(this::moment)),
        new Progress(
            task.progress().scheduled(),
            random.nextInt(100),
            0,
            random.nextBoolean()
                ? List.of()
                : List.of(new Taken(0, List.of()), new Taken(3, List.of(5, 60))),
            map(2)));
  }

  /** The same task, ended and settled: its input stays. */
  TaskExecution end(TaskExecution task) {
    TaskExecution ended =
        task.ended(TaskStatus.FAILED, value(3), maybe(this::failure), moment(), moment(), 1_000);
    Progress progress = ended.progress();
    return ended.withProgress(
        new Progress(
            progress.scheduled(), progress.ended(), 1_001, progress.taken(), progress.published()));
  }

  Inquiry inquiry(ExecutionId id, TaskKey task) {
    return new Inquiry(
        new AttemptId(id, task),
        "task" + task.node(),
        text(),
        map(2),
        maybe(this::text),
        random.nextBoolean(),
        maybe(this::text),
        InquiryStatus.PENDING,
        moment(),
        maybe(this::moment),
        null);
  }

  Inquiry close(Inquiry inquiry) {
    return inquiry.closed(
        InquiryStatus.RESPONDED, new Inquiry.Answer(maybe(() -> value(3)), text(), moment()));
  }

  /** A new execution of some tasks, one of which asks a question. */
  Changes changes(ExecutionId id, int tasks) {
    List<TaskExecution> inserted = new ArrayList<>();
    for (int node = 0; node < tasks; node++) {
      inserted.add(task(node, node + 1));
    }
    List<Inquiry> opened = tasks == 0 ? List.of() : List.of(inquiry(id, inserted.get(0).key()));
    return new Changes(
        id, execution(id), true, inserted, List.of(), opened, List.of(), List.of(text()));
  }
}
