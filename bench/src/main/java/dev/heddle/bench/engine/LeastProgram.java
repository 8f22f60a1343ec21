package dev.heddle.bench.engine;

import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The least durable work a workflow can be: one row per transition, each flow goes on only after
 * its own commit, one array-bound statement per batch, two writers, no reads, nothing else.
 */
final class LeastProgram implements AutoCloseable {

  private static final int WRITERS = 2;
  private static final int BATCH = 1_000;
  private static final String INSERT =
      """
      INSERT INTO bench_floor (flow, step, state, payload)
      SELECT flow, step, 'done', '{}' FROM unnest(?::int8[], ?::int4[]) AS r(flow, step)
      """;

  private final List<Connection> connections = new ArrayList<>();
  private long nextFlow;

  LeastProgram(Database database) throws SQLException {
    for (int i = 0; i < WRITERS; i++) {
      connections.add(database.dedicatedConnection("floor"));
    }
    try (Statement create = connections.getFirst().createStatement()) {
      create.execute(
          """
          CREATE TABLE bench_floor (
            flow int8, step int4, state text, payload text, PRIMARY KEY (flow, step))
          """);
    }
  }

  /** What follows which step, and which is the last. */
  private interface Shape {
    int[] after(int step);

    boolean isLast(int step);
  }

  private record Chain(int length) implements Shape {
    @Override
    public int[] after(int step) {
      return isLast(step) ? new int[0] : new int[] {step + 1};
    }

    @Override
    public boolean isLast(int step) {
      return step == length - 1;
    }
  }

  private record Fan(int width, AtomicInteger left) implements Shape {
    @Override
    public int[] after(int step) {
      if (step == 0) {
        return IntStream.rangeClosed(1, width).toArray();
      }
      boolean joins = step <= width && left.decrementAndGet() == 0;
      return joins ? new int[] {width + 1} : new int[0];
    }

    @Override
    public boolean isLast(int step) {
      return step == width + 1;
    }
  }

  private record Transition(long flow, Shape shape, int step) {}

  /** Seconds for one chain. */
  double chain(int length) throws Exception {
    return run(1, () -> new Chain(length));
  }

  /** Seconds for one fan-out and its join. */
  double fan(int width) throws Exception {
    return run(1, () -> new Fan(width, new AtomicInteger(width)));
  }

  /** Seconds for many chains at once. */
  double many(int flows, int length) throws Exception {
    return run(flows, () -> new Chain(length));
  }

  private double run(int flows, Supplier<Shape> shape) throws Exception {
    BlockingQueue<Transition> queue = new LinkedBlockingQueue<>();
    CountDownLatch left = new CountDownLatch(flows);
    List<Thread> writers = new ArrayList<>();
    for (Connection connection : connections) {
      writers.add(Thread.ofPlatform().start(() -> write(connection, queue, left)));
    }
    long from = System.nanoTime();
    for (int i = 0; i < flows; i++) {
      queue.add(new Transition(nextFlow++, shape.get(), 0));
    }
    left.await();
    double seconds = (System.nanoTime() - from) / 1e9;
    for (Thread writer : writers) {
      writer.interrupt();
      writer.join();
    }
    return seconds;
  }

  private static void write(
      Connection connection, BlockingQueue<Transition> queue, CountDownLatch left) {
    List<Transition> batch = new ArrayList<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        commit(insert, batch);
        batch.forEach(durable -> goOn(durable, queue, left));
        batch.clear();
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void commit(PreparedStatement insert, List<Transition> batch) throws SQLException {
    Connection connection = insert.getConnection();
    Object[] flows = batch.stream().map(Transition::flow).toArray(Long[]::new);
    Object[] steps = batch.stream().map(Transition::step).toArray(Integer[]::new);
    insert.setArray(1, connection.createArrayOf("int8", flows));
    insert.setArray(2, connection.createArrayOf("int4", steps));
    insert.executeUpdate();
  }

  private static void goOn(
      Transition durable, BlockingQueue<Transition> queue, CountDownLatch left) {
    for (int next : durable.shape().after(durable.step())) {
      queue.add(new Transition(durable.flow(), durable.shape(), next));
    }
    if (durable.shape().isLast(durable.step())) {
      left.countDown();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
