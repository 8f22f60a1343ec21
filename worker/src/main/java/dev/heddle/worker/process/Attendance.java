package dev.heddle.worker.process;

import dev.heddle.worker.attempt.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stays with one program from its start to its end and ends what it leaves behind. */
final class Attendance {

  /** Any pipe takes so much at once, so writing it waits for nobody. */
  private static final int PIPE_CAPACITY = 4096;

  private final ProcessRunner host;
  private final String attempt;
  private final Output output;
  private final Termination termination;
  private final boolean attended;

  /**
   * @param attended whether standard input stays open until the program has ended
   */
  Attendance(
      ProcessRunner host,
      String attempt,
      Output output,
      Termination termination,
      boolean attended) {
    this.host = host;
    this.attempt = attempt;
    this.output = output;
    this.termination = termination;
    this.attended = attended;
  }

  /** Feeds the program, listens to it and waits for its end. */
  int attend(Process process, boolean ownGroup, byte[] input) {
    ProcessGroup group = new ProcessGroup(process, ownGroup, attempt);
    termination.started(group);
    Future<?> stdout = host.readers().submit(output.stdoutReader(process.getInputStream()));
    Future<?> stderr = host.readers().submit(output.stderrReader(process.getErrorStream()));
    if (input.length > PIPE_CAPACITY) {
      host.readers().execute(() -> feed(process, input));
    } else if (input.length > 0) {
      feed(process, input);
    }
    int exitCode = await(process);
    termination.over();
    if (attended) {
      close(process.getOutputStream());
    }
    group.killRest();
    if (termination.isAsked()) {
      group.killStrays();
    }
    drain(List.of(stdout, stderr), group);
    return exitCode;
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException notInterested) {
      // a program need not read its parameters
    }
  }

  private static void close(OutputStream stdin) {
    try {
      stdin.close();
    } catch (IOException gone) {
      // the program has ended, and its end of the pipe with it
    }
  }

  private int await(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException stop) {
        termination.ask(Ending.SHUTDOWN);
      }
    }
  }

  /** Reads what is still in the pipes, unless something that left the group keeps them open. */
  private void drain(List<Future<?>> readers, ProcessGroup group) {
    if (areDone(readers)) {
      return;
    }
    group.killStrays();
    if (!areDone(readers)) {
      output.say("a process outside the program's group keeps its output open; not waited for");
      output.abandon();
    }
  }

  private boolean areDone(List<Future<?>> readers) {
    long deadline = System.nanoTime() + host.settings().drain().toNanos();
    try {
      for (Future<?> reader : readers) {
        reader.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException overdue) {
      return false;
    } catch (InterruptedException stop) {
      termination.ask(Ending.SHUTDOWN);
      return false;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("reading the output failed", failure.getCause());
    }
  }
}
