package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.worker.attempt.Work;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Carries out steps. What they leave behind is kept until their end is durable. */
public interface ContainerRunner extends AutoCloseable {

  /** An attempt that is ready to run; its log lines go to {@code log}, from several threads. */
  Work work(Assignment assignment, Consumer<LogLine> log);

  /** Removes everything of attempts that are not open any more, also of former processes. */
  void sweep(Predicate<AttemptId> isOpen);

  @Override
  void close();
}
