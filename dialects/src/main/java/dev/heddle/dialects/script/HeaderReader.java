package dev.heddle.dialects.script;

import dev.heddle.dialects.script.ScriptTask.Name;
import dev.heddle.dialects.script.ScriptTask.Parameter;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one header, {@code fun name(argument:predecessor, …):} (S3-03). What is wrong in it is
 * reported, and what can be read all the same is kept, so that one mistake does not look like many.
 */
final class HeaderReader {

  private static final int LONGEST_NAME = 255;
  private static final String EXAMPLE = "write `fun name(argument:predecessor):`";

  private final String line;
  private final int number;
  private final SourceText source;
  private final Diagnostics diagnostics;
  private int at;

  HeaderReader(String line, int number, SourceText source, Diagnostics diagnostics) {
    this.line = line;
    this.number = number;
    this.source = source;
    this.diagnostics = diagnostics;
  }

  ScriptTask read() {
    at = "fun".length();
    skipBlanks(line.length());
    Name name = name();
    return new ScriptTask(name, span(0), name.text().isEmpty() ? List.of() : rest());
  }

  private Name name() {
    int start = at;
    while (at < line.length() && isPartOfName(line.charAt(at))) {
      at++;
    }
    return checked(line.substring(start, at), start, "a task");
  }

  private List<Parameter> rest() {
    if (!isAt('(')) {
      error("invalid_header", "expected `(` after the name of the task", EXAMPLE, at);
      return List.of();
    }
    at++;
    int close = line.indexOf(')', at);
    if (close < 0) {
      error("invalid_header", "the parameters have no closing `)`", EXAMPLE, line.length());
      return List.of();
    }
    List<Parameter> parameters = parameters(close);
    at = close + 1;
    end();
    return parameters;
  }

  private void end() {
    if (!isAt(':')) {
      error("missing_colon", "expected `:` right after `)`", EXAMPLE, at);
      return;
    }
    at++;
    skipBlanks(line.length());
    if (at < line.length() && line.charAt(at) != '#') {
      error(
          "text_after_colon",
          "nothing but a comment may follow the colon",
          "put the body on the next line, indented",
          at);
    }
  }

  private List<Parameter> parameters(int close) {
    List<Parameter> parameters = new ArrayList<>();
    if (line.substring(at, close).isBlank()) {
      return parameters;
    }
    Set<String> arguments = new LinkedHashSet<>();
    while (at <= close) {
      int comma = line.indexOf(',', at);
      int end = comma < 0 || comma > close ? close : comma;
      parameter(end, parameters, arguments);
      at = end + 1;
    }
    return parameters;
  }

  private void parameter(int end, List<Parameter> parameters, Set<String> arguments) {
    skipBlanks(end);
    int start = at;
    int colon = line.indexOf(':', start);
    if (colon < 0 || colon >= end || line.substring(colon + 1, end).indexOf(':') >= 0) {
      error(
          "invalid_parameter",
          "invalid parameter syntax: `"
              + line.substring(start, end).strip()
              + "` is not argument:predecessor",
          EXAMPLE,
          start);
      return;
    }
    Name argument = piece(start, colon, "an argument");
    Name predecessor = piece(colon + 1, end, "a predecessor");
    if (argument.text().isEmpty() || predecessor.text().isEmpty()) {
      return;
    }
    if (!arguments.add(argument.text())) {
      diagnostics.error(
          "duplicate_argument",
          "there are two arguments `" + argument.text() + "`: they would be one file",
          "give each argument of a task a name of its own",
          argument.span());
      return;
    }
    parameters.add(new Parameter(argument, predecessor));
  }

  private Name piece(int from, int to, String what) {
    int start = from;
    while (start < to && isBlank(line.charAt(start))) {
      start++;
    }
    return checked(line.substring(start, to).strip(), start, what);
  }

  private Name checked(String text, int start, String what) {
    if (isName(text)) {
      return new Name(text, span(start));
    }
    error(
        "invalid_name",
        text.isEmpty()
            ? what + " needs a name here"
            : "`" + text + "` cannot be the name of " + what,
        "names are letters, digits and _, no digit first, at most " + LONGEST_NAME + " characters",
        start);
    return new Name("", span(start));
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && !(text.charAt(0) >= '0' && text.charAt(0) <= '9')
        && text.chars().allMatch(c -> isPartOfName((char) c));
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private boolean isAt(char c) {
    return at < line.length() && line.charAt(at) == c;
  }

  private void skipBlanks(int end) {
    while (at < end && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private void error(String code, String message, String hint, int offset) {
    diagnostics.error(code, message, hint, span(offset));
  }

  private SourceSpan span(int offset) {
    return source.span(number, line.codePointCount(0, Math.min(offset, line.length())) + 1);
  }
}
