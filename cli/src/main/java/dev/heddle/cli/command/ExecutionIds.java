package dev.heddle.cli.command;

import dev.heddle.model.execution.ExecutionId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads ids of executions. */
final class ExecutionIds implements ITypeConverter<ExecutionId> {
  @Override
  public ExecutionId convert(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no id of an execution; see heddle execution list"));
  }
}
