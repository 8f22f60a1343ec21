package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Decider;
import dev.heddle.engine.decision.Decision;
import dev.heddle.engine.decision.Effect;
import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.engine.decision.FollowUp;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.decision.Surroundings;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.ExecutionStore.Stored;
import dev.heddle.engine.port.Report;
import dev.heddle.model.Durability;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Starter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A lane's thinking: finds the state, decides, and carries follow-ups to their end in one batch.
 */
final class Deliberation {

  private static final Logger LOG = System.getLogger(Deliberation.class.getName());

  /** Attempts of a batch that may end at once; so even an endless loop is committed in parts. */
  private static final int AT_ONCE = 1_000;

  private final EnginePorts ports;
  private final Residents residents;
  private final Timers timers;
  private final Ids ids;
  private final RandomGenerator jitter;
  private final Set<ExecutionId> touched = new HashSet<>();
  private final Set<ExecutionId> quarantined = new HashSet<>();
  private volatile int inMemory;

  /** How many attempts ended at once in this batch. */
  private int endedAtOnce;

  /** The execution that exists and is being decided upon. */
  private @Nullable ExecutionId deciding;

  /**
   * @param jitter seeded by the lane, so that simulations can be repeated
   */
  Deliberation(
      EnginePorts ports, Residents residents, Timers timers, Ids ids, RandomGenerator jitter) {
    this.ports = ports;
    this.residents = residents;
    this.timers = timers;
    this.ids = ids;
    this.jitter = jitter;
  }

  /** A new batch begins. */
  void begin() {
    touched.clear();
    deciding = null;
    endedAtOnce = 0;
  }

  /** The batch failed: what it thought about is dropped. */
  void forget() {
    touched.forEach(residents::drop);
    touched.clear();
  }

  /**
   * What was dropped with a batch that was written after all is in memory again: whoever is not
   * there is idle, and its partition may go to another node.
   */
  void recall(Set<ExecutionId> executions) {
    executions.forEach(this::find);
  }

  void start(Envelope.Start start, int partition, Batch batch) {
    Workflow workflow = ports.catalog().workflow(start.definition());
    ExecutionId id = ids.next(partition);
    Surroundings around = around(start.definition(), start.origin().starter(), partition);
    Decider.Started started =
        Decider.start(id, workflow, start.definition(), start.origin(), start.parameters(), around);
    Execution recorded = started.state().execution();
    adopt(started, batch);
    batch.afterwards(() -> start.started().complete(recorded));
  }

  void decide(Envelope.For about, Batch batch) {
    if (about.request() instanceof Request.StartOnce(Engine.Start start)) {
      startOnce(about, start, batch);
      return;
    }
    ExecutionState state = find(about.execution());
    if (state == null) {
      String message = "There is no execution " + about.execution();
      answer(about.answer(), new Reply.Refused(Reply.Reason.NOT_FOUND, message), batch);
      return;
    }
    Reply reply =
        switch (about.request()) {
          case Request.Deliver(Command command) -> deliver(state, command, batch);
          case Request.Retry(String by) -> retry(state, by, batch);
          case Request.StartOnce _ -> new Reply.Done(state.execution());
          case Request.Again(Rerun rerun, String by) -> rerun(state, rerun, by, batch);
        };
    answer(about.answer(), reply, batch);
    deciding = null;
  }

  /** What is in memory was started; what is not may have been, and have been let go since. */
  private void startOnce(Envelope.For about, Engine.Start start, Batch batch) {
    ExecutionId id = about.execution();
    ExecutionState known = start.first() ? residents.get(id) : find(id);
    deciding = null;
    if (known != null) {
      answer(about.answer(), new Reply.Done(known.execution()), batch);
      return;
    }
    Workflow workflow = ports.catalog().workflow(start.definition());
    Surroundings around = around(start.definition(), start.origin().starter(), id.partition());
    Decider.Started started =
        Decider.start(id, workflow, start.definition(), start.origin(), start.parameters(), around);
    Execution recorded = started.state().execution();
    adopt(started, batch);
    answer(about.answer(), new Reply.Done(recorded), batch);
  }

  /** A new id of a partition; from any thread. */
  ExecutionId newId(int partition) {
    return ids.next(partition);
  }

  void refuse(Envelope.Unreadable message, Batch batch) {
    Reply reply = new Reply.Refused(Reply.Reason.INVALID, message.reason());
    batch.answer(message.number(), RequestText.writeAnswer(reply));
  }

  private Reply deliver(ExecutionState state, Command command, Batch batch) {
    switch (command) {
      case Command.Recover() -> batch.recovers();
      case Command.EndTask end -> batch.ended(state.execution().id(), end.task());
      default -> {}
    }
    Decision decision = decide(state, command);
    take(state, decision, batch);
    return decision.reply();
  }

  private Decision decide(ExecutionState state, Command command) {
    Execution execution = state.execution();
    ExecutionId continued = execution.origin().retryOf();
    if (command instanceof Command.Admit(var task)
        && task == null
        && continued != null
        && execution.status() == ExecutionStatus.REQUESTED) {
      ExecutionState former = find(continued);
      if (former != null) {
        return Decider.admit(state, former, around(state));
      }
    }
    return Decider.decide(state, command, around(state));
  }

  private Reply retry(ExecutionState failed, String by, Batch batch) {
    Optional<Reply> refusal = Decider.refuseRetry(failed);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Surroundings around = around(failed);
    Execution before = failed.execution();
    Decider.Started started =
        Decider.retry(failed, around.newId(), before.origin().continuing(before.id(), by), around);
    adopt(started, batch);
    return started.decision().reply();
  }

  private Reply rerun(ExecutionState ended, Rerun rerun, String by, Batch batch) {
    if (Decider.preview(ended, rerun) instanceof Rerun.Preview.Refused(Reply.Refused refusal)) {
      return refusal;
    }
    Surroundings around = around(ended);
    Execution before = ended.execution();
    Decider.Started started =
        Decider.rerun(
            ended, rerun, around.newId(), before.origin().continuing(before.id(), by), around);
    adopt(started, batch);
    return started.decision().reply();
  }

  private void adopt(Decider.Started started, Batch batch) {
    keep(started.state());
    take(started.state(), started.decision(), batch);
  }

  /** Takes a decision into the batch, and what it means for parents and children with it. */
  private void take(ExecutionState state, Decision decision, Batch batch) {
    Deque<FollowUp> followUps = new ArrayDeque<>();
    add(state, decision, batch, followUps);
    for (FollowUp next = followUps.poll(); next != null; next = followUps.poll()) {
      follow(next, batch, followUps);
    }
  }

  private void add(
      ExecutionState state, Decision decision, Batch batch, Deque<FollowUp> followUps) {
    Execution execution = state.execution();
    batch.add(decision.changes(), released(state, decision, followUps));
    followUps.addAll(decision.followUps());
    Instant wakeAt = execution.wakeAt();
    if (wakeAt != null && !execution.isPaused() && isAhead(decision, wakeAt)) {
      timers.set(execution.id(), wakeAt);
    }
  }

  /** Attempts of relaxed executions that end in the same moment are not released but ended. */
  private List<Effect> released(
      ExecutionState state, Decision decision, Deque<FollowUp> followUps) {
    if (state.workflow().durability() == Durability.STRICT || decision.effects().isEmpty()) {
      return decision.effects();
    }
    List<Effect> released = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      Optional<FollowUp> end = atOnce(effect);
      end.ifPresentOrElse(followUps::add, () -> released.add(effect));
    }
    return released;
  }

  private Optional<FollowUp> atOnce(Effect effect) {
    if (!(effect instanceof Effect.Dispatch(Assignment assignment)) || endedAtOnce == AT_ONCE) {
      return Optional.empty();
    }
    Optional<Report> report = ports.runner().atOnce(assignment);
    if (report.isPresent()) {
      endedAtOnce++;
    }
    AttemptId attempt = assignment.attempt();
    Instant now = ports.clock().instant();
    return report.map(end ->
        new FollowUp.EndAttempt(
            attempt.execution(), new Command.EndTask(attempt.task(), now, now, end)));
  }

  /** A moment that has passed is worth another look only if something has changed since. */
  private boolean isAhead(Decision decision, Instant wakeAt) {
    return !decision.changes().isEmpty() || wakeAt.isAfter(ports.clock().instant());
  }

  private void follow(FollowUp followUp, Batch batch, Deque<FollowUp> more) {
    switch (followUp) {
      case FollowUp.StartChild child -> {
        Surroundings around =
            around(child.definition(), child.origin().starter(), child.id().partition());
        begin(
            Decider.start(
                child.id(),
                child.workflow(),
                child.definition(),
                child.origin(),
                child.parameters(),
                around),
            batch,
            more);
      }
      case FollowUp.RetryChild retry -> begin(continueChild(retry), batch, more);
      case FollowUp.CancelChild(ExecutionId child, String by, var policy) ->
          tell(child, new Command.Cancel(by, Optional.of(policy)), batch, more);
      case FollowUp.EndAttempt(ExecutionId execution, Command.EndTask end) ->
          tell(execution, end, batch, more);
      case FollowUp.InformParent(var parent, Execution child) ->
          tell(parent.execution(), new Command.EndChild(parent.task(), child), batch, more);
    }
  }

  private void begin(Decider.Started started, Batch batch, Deque<FollowUp> more) {
    keep(started.state());
    add(started.state(), started.decision(), batch, more);
  }

  private Decider.Started continueChild(FollowUp.RetryChild retry) {
    ExecutionState failed = find(retry.failed());
    if (failed == null) {
      throw new IllegalStateException("There is no execution " + retry.failed());
    }
    Surroundings around = around(failed);
    if (Decider.refuseRetry(failed).isEmpty()) {
      return Decider.retry(failed, retry.id(), retry.origin(), around);
    }
    return Decider.start(
        retry.id(),
        failed.workflow(),
        failed.execution().definition(),
        retry.origin(),
        failed.execution().parameters(),
        around);
  }

  private void tell(ExecutionId id, Command command, Batch batch, Deque<FollowUp> more) {
    ExecutionState state = find(id);
    if (state != null) {
      add(state, Decider.decide(state, command, around(state)), batch, more);
    }
  }

  void quarantine(ExecutionId id, String message, Batch batch) {
    ExecutionState state = find(id);
    if (state != null && !state.execution().status().isTerminal()) {
      ports.observer().quarantined();
      take(state, Decider.quarantine(state, message, around(state)), batch);
    }
  }

  private @Nullable ExecutionState find(ExecutionId id) {
    deciding = id;
    touched.add(id);
    ExecutionState resident = residents.get(id);
    if (resident != null) {
      return resident;
    }
    Optional<Stored> stored = ports.executions().load(id);
    if (stored.isEmpty()) {
      return null;
    }
    Workflow workflow = ports.catalog().workflow(stored.get().execution().definition());
    ExecutionState restored =
        ExecutionState.restore(
            workflow, stored.get().execution(), stored.get().tasks(), stored.get().inquiries());
    residents.put(restored);
    return restored;
  }

  private void keep(ExecutionState started) {
    touched.add(started.execution().id());
    residents.put(started);
  }

  private Surroundings around(ExecutionState state) {
    Execution execution = state.execution();
    return around(execution.definition(), execution.origin().starter(), execution.id().partition());
  }

  private Surroundings around(long definition, Starter starter, int partition) {
    return new LaneSurroundings(
        ports.clock().instant(), ports.catalog(), definition, starter, partition, ids, jitter);
  }

  private static void answer(Envelope.Answer answer, Reply reply, Batch batch) {
    switch (answer) {
      case Envelope.Answer.Nobody() -> {}
      case Envelope.Answer.Future(var future) -> batch.afterwards(() -> future.complete(reply));
      case Envelope.Answer.Recorded(Runnable told) -> batch.afterwards(told);
      case Envelope.Answer.Message(long number) ->
          batch.answer(number, RequestText.writeAnswer(reply));
    }
  }

  /**
   * Deciding on an envelope threw, or writing the decision was refused: the execution at fault is
   * ended once as failed, so that it neither hangs nor disturbs others (security row 27).
   */
  void failed(Envelope envelope, RuntimeException cause, Consumer<Envelope> put) {
    String what =
        envelope instanceof Envelope.For about
            ? "execution " + about.execution()
            : envelope.getClass().getSimpleName();
    LOG.log(Level.ERROR, "The engine failed on " + what, cause);
    switch (envelope) {
      case Envelope.Start start -> start.started().completeExceptionally(cause);
      case Envelope.For about -> failed(about, cause, put);
      case Envelope.Quarantine _,
          Envelope.Unreadable _,
          Envelope.Acquired _,
          Envelope.GiveBack _,
          Envelope.CheckInbox _ -> {}
    }
  }

  /**
   * If another execution is at fault, such as the parent of the one that ended, it is tried again.
   */
  private void failed(Envelope.For about, RuntimeException cause, Consumer<Envelope> put) {
    ExecutionId other = deciding;
    if (other != null && !other.equals(about.execution()) && quarantined.add(other)) {
      put.accept(new Envelope.Quarantine(other, cause.toString()));
      put.accept(about);
      return;
    }
    if (about.answer() instanceof Envelope.Answer.Future(var future)) {
      future.completeExceptionally(cause);
    }
    if (about.request() instanceof Request.StartOnce) {
      return; // there is nothing to end
    }
    if (quarantined.add(about.execution())) {
      put.accept(new Envelope.Quarantine(about.execution(), cause.toString()));
    }
  }

  static void refuseUndone(Envelope envelope) {
    IllegalStateException closed = new IllegalStateException("The engine has stopped");
    switch (envelope) {
      case Envelope.Start start -> start.started().completeExceptionally(closed);
      case Envelope.For(var _, var _, Envelope.Answer.Future(var future)) ->
          future.completeExceptionally(closed);
      case Envelope.For _,
          Envelope.Acquired _,
          Envelope.GiveBack _,
          Envelope.CheckInbox _,
          Envelope.Quarantine _,
          Envelope.Unreadable _ -> {}
    }
  }

  /** Lets ended executions go, and idle ones if there are too many. */
  void tidy() {
    for (ExecutionId id : touched) {
      ExecutionState state = residents.get(id);
      if (state != null && state.execution().status().isTerminal()) {
        residents.drop(id);
      }
    }
    residents.evict();
    inMemory = residents.size();
  }

  /** How many executions are in memory, as of the last batch; from any thread. */
  int residents() {
    return inMemory;
  }
}
