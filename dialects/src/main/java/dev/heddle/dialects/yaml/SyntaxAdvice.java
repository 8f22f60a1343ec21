package dev.heddle.dialects.yaml;

import dev.heddle.dialects.source.SourceText;
import java.util.List;

/** Guesses from a line that is not YAML what its author has to change. */
final class SyntaxAdvice {

  static final String QUOTE_TEMPLATE = "put a value with {{ … }} in quotes: key: \"{{ … }}\"";

  private static final int MAX_MESSAGE = 200;

  private SyntaxAdvice() {}

  static String hint(SourceText source, int line, int contextLine, String problem) {
    List<String> lines = source.lines();
    if (isIndentedWithTab(lines, line) || problem.contains("TAB")) {
      return "YAML is indented with spaces; replace the tab";
    }
    if (hasBareTemplate(lines, line) || hasBareTemplate(lines, contextLine)) {
      return QUOTE_TEMPLATE;
    }
    if (problem.contains("mapping values are not allowed")) {
      return "put a text with `: ` in quotes, or check the indentation of this line";
    }
    if (problem.contains("could not find expected ':'") || problem.contains("<block end>")) {
      return "check the indentation: keys of one map start in the same column";
    }
    if (problem.contains("cannot start any token")) {
      return "put a text that starts with this character in quotes";
    }
    if (problem.contains("unexpected end of stream")) {
      return "a closing quote is missing";
    }
    return "";
  }

  static String oneLine(String problem) {
    String line = problem.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  private static boolean isIndentedWithTab(List<String> lines, int line) {
    if (line < 1 || line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    int tab = text.indexOf('\t');
    return tab >= 0 && text.substring(0, tab).isBlank();
  }

  private static boolean hasBareTemplate(List<String> lines, int line) {
    if (line < 1 || line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    int template = text.indexOf("{{");
    if (template < 0) {
      return false;
    }
    String before = text.substring(0, template).stripTrailing();
    return before.isEmpty() || before.endsWith(":") || before.endsWith("-");
  }
}
