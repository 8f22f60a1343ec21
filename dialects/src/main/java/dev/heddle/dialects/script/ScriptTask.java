package dev.heddle.dialects.script;

import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** One {@code fun} as it was read; its body grows while the lines that follow are read. */
final class ScriptTask {

  /** {@code argument:predecessor}. */
  record Parameter(Name argument, Name predecessor) {}

  /** A name and where it stands. */
  record Name(String text, SourceSpan span) {}

  private final Name name;
  private final SourceSpan header;
  private final List<Parameter> parameters;
  private final Body body = new Body();

  /**
   * @param name empty text if the header has none that could be read
   */
  ScriptTask(Name name, SourceSpan header, List<Parameter> parameters) {
    this.name = name;
    this.header = header;
    this.parameters = List.copyOf(parameters);
  }

  Name name() {
    return name;
  }

  SourceSpan header() {
    return header;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Body body() {
    return body;
  }

  /** The names of predecessors, each once. */
  List<String> predecessors() {
    return parameters.stream().map(each -> each.predecessor().text()).distinct().toList();
  }

  /** The lines under a header. */
  static final class Body {

    private final List<String> lines = new ArrayList<>();
    private int indentation;
    private int real;

    /** Whether there is anything that runs. */
    boolean isEmpty() {
      return real == 0;
    }

    /** The indentation of the first line that is no comment; 0 before it. */
    int indentation() {
      return indentation;
    }

    /** Adds a line that is neither blank nor a comment. */
    void add(String line, int indented) {
      if (real++ == 0) {
        indentation = indented;
      }
      lines.add(line);
    }

    /** Adds a blank line or a comment; it counts only if something follows (S3-05). */
    void addAny(String line) {
      lines.add(line);
    }

    /** All lines under the header up to the last that says something, indentation removed. */
    String text() {
      StringBuilder text = new StringBuilder();
      StringBuilder gap = new StringBuilder();
      for (String line : lines) {
        if (line.isBlank()) {
          gap.append('\n');
          continue;
        }
        text.append(gap).append(dedented(line)).append('\n');
        gap.setLength(0);
      }
      return text.toString();
    }

    private String dedented(String line) {
      int start = 0;
      while (start < indentation && start < line.length() && line.charAt(start) == ' ') {
        start++;
      }
      return line.substring(start);
    }
  }
}
