package dev.heddle.cli.command;

import dev.heddle.dialects.yaml.Durations;
import dev.heddle.values.TextValue;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time as workflow files write it. */
final class AgeReader implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return Durations.of(new TextValue(text))
        .filter(age -> age.compareTo(Durations.LONGEST) <= 0)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no length of time such as 30d, 12h or 90m"));
  }
}
