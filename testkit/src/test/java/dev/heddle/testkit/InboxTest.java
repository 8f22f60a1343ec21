package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EngineOptions.Appetite;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.loop.ManualNode;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.Inbox;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayName("Commands for executions that another node owns")
final class InboxTest {

  private final Workbench bench = new Workbench();
  private final MemoryLeases leases = new MemoryLeases(bench.clock);
  private final MemoryStore store = new MemoryStore(leases);

  @Test
  @DisplayName("U-09: a command is carried out although the store fails while it is fetched")
  void aCommandOutlivesAFailedLook() {
    FlakyInbox flaky = new FlakyInbox(leases);
    ManualNode owner = join("owner", Appetite.SERVER, flaky);
    ManualNode other = join("other", Appetite.VISITOR, leases);
    long flow = bench.tasks("- {name: a, action: t.a}");
    CompletableFuture<Execution> started =
        owner.start(flow, MapValue.EMPTY, Execution.Origin.startedBy("tester"));
    settle(owner);
    ExecutionId id = started.join().id();

    CompletableFuture<Reply> paused = other.submit(id, new Command.Pause("tester", ""));
    flaky.failTheSecondRead();
    owner.checkInbox();
    owner.checkInbox();
    settle(owner);
    other.checkInbox();

    assertThat(paused).isDone();
    assertThat(store.execution(id).orElseThrow().isPaused()).isTrue();
  }

  private static void settle(ManualNode node) {
    while (node.step()) {}
  }

  private ManualNode join(String name, Appetite appetite, Inbox inbox) {
    return ManualNode.join(
        new EngineOptions(name, appetite, 1, Duration.ofMinutes(1), 100),
        new EnginePorts(store, leases, inbox, store, bench.catalog, bench.runner, bench.clock));
  }

  /** Fails the second time messages are read after it was told to. */
  private static final class FlakyInbox implements Inbox {

    private final Inbox inbox;
    private int readsToFail;

    FlakyInbox(Inbox inbox) {
      this.inbox = inbox;
    }

    void failTheSecondRead() {
      readsToFail = 2;
    }

    @Override
    public List<Message> read(Collection<Integer> partitions) {
      if (readsToFail > 0 && --readsToFail == 0) {
        throw new ExecutionStore.Unavailable("for a moment", new IllegalStateException());
      }
      return inbox.read(partitions);
    }

    @Override
    public long post(ExecutionId execution, String command) {
      return inbox.post(execution, command);
    }

    @Override
    public Optional<String> await(long message, Duration atMost) {
      return inbox.await(message, atMost);
    }

    @Override
    public AutoCloseable listen(Runnable wake) {
      return inbox.listen(wake);
    }
  }
}
