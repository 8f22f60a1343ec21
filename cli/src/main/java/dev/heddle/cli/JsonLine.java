package dev.heddle.cli;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A log line as one JSON object: {@code time}, {@code level}, {@code logger}, {@code message}, and
 * where there are some {@code executions}, the ids that the message names, and {@code error}, the
 * trace (U-12).
 */
final class JsonLine extends Formatter {

  /** As ids of executions are shown: 65 bits by five, the first of which has a sign. */
  private static final Pattern EXECUTION =
      Pattern.compile("(?<![0-9A-Za-z])[0-7][0-9a-hjkmnp-tv-z]{12}(?![0-9A-Za-z])");

  @Override
  public String format(LogRecord event) {
    String message = formatMessage(event);
    MapValue.Builder line =
        MapValue.builder()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().getName())
            .put("logger", String.valueOf(event.getLoggerName()))
            .put("message", message);
    List<Value> executions =
        EXECUTION
            .matcher(message)
            .results()
            .map(MatchResult::group)
            .distinct()
            .<Value>map(TextValue::new)
            .toList();
    if (!executions.isEmpty()) {
      line.put("executions", new ListValue(executions));
    }
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      line.put("error", trace.toString());
    }
    return Json.write(line.build()) + "\n";
  }
}
