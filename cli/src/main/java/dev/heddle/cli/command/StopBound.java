package dev.heddle.cli.command;

import java.time.Duration;

/**
 * Ends the process if it cannot be ended in an orderly way, as when the database hangs. Its leases
 * fall with it, so others go on with its executions all the same (U-11).
 */
final class StopBound implements AutoCloseable {

  /** What closing everything may take after the programs had their grace. */
  private static final Duration CLOSING = Duration.ofMillis(4_500);

  private final Context context;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("stop-bound").unstarted(this::run);
  private volatile Duration within = CLOSING;

  StopBound(Context context) {
    this.context = context;
  }

  /** From now on there is the grace and a few seconds. */
  void begin(Duration grace) {
    within = grace.plus(CLOSING);
    thread.start();
  }

  private void run() {
    try {
      Thread.sleep(within);
    } catch (InterruptedException inTime) {
      return;
    }
    context.note("not stopped in time, ending at once; other servers or the next start go on");
    Runtime.getRuntime().halt(ExitCodes.FAILED);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
