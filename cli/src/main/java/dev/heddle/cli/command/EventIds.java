package dev.heddle.cli.command;

import dev.heddle.model.execution.ExecutionId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads ids of events. */
final class EventIds implements ITypeConverter<ExecutionId> {
  @Override
  public ExecutionId convert(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no id of an event; see heddle event list"));
  }
}
