package dev.heddle.server.resource;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;

/** How lines of a log are shown. */
public final class LogView {

  private LogView() {}

  public static MapValue toValue(LogStore.Numbered numbered) {
    LogStore.Entry entry = numbered.entry();
    TaskKey task = entry.task();
    Value attempt =
        task == null
            ? Value.nothing()
            : Value.of(new AttemptId(entry.execution(), task).toString());
    return MapValue.builder()
        .put("number", numbered.number())
        .put("task", attempt)
        .putAll(moment(entry.line()))
        .build();
  }

  static MapValue moment(LogLine line) {
    return MapValue.builder()
        .put("at", line.at().toString())
        .put("stream", line.stream().label())
        .put("text", line.text())
        .build();
  }
}
