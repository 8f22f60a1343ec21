package dev.heddle.dialects.yaml;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document. Only data comes out of it: no tags but those of the core schema, and
 * no more than the limits below, aliases expanded (security row 8).
 */
public final class YamlReader {

  /** The most characters of a text. */
  public static final int MAX_SIZE = 1 << 20;

  /** The deepest nesting of lists and maps. */
  public static final int MAX_DEPTH = 50;

  /** The most nodes, each counted as often as aliases repeat it. */
  public static final int MAX_NODES = 200_000;

  private YamlReader() {}

  /** The document, or empty if what is wrong with it leaves nothing to look at. */
  public static Optional<YamlNode> read(SourceText source, Diagnostics diagnostics) {
    if (source.text().length() > MAX_SIZE) {
      diagnostics.error(
          "file_too_large",
          "the file has more than " + MAX_SIZE + " characters",
          source.span(1, 1));
      return Optional.empty();
    }
    try {
      return compose(source, diagnostics);
    } catch (MarkedYamlEngineException broken) {
      report(source, broken, diagnostics);
    } catch (ReaderException unreadable) {
      report(source, unreadable, diagnostics);
    } catch (YamlEngineException broken) {
      diagnostics.error("invalid_yaml", "this is not YAML", source.span(1, 1));
    } catch (YamlComposer.Stopped _) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** As {@link #read}, and the document must be a map. */
  public static Optional<YamlMap> readMap(SourceText source, Diagnostics diagnostics) {
    return read(source, diagnostics).flatMap(node -> asMap(node, diagnostics));
  }

  private static Optional<YamlMap> asMap(YamlNode node, Diagnostics diagnostics) {
    if (node instanceof YamlMap map) {
      return Optional.of(map);
    }
    diagnostics.error(
        "wrong_type",
        "the file must be a map of keys and values, it is " + node.kind(),
        node.span());
    return Optional.empty();
  }

  private static Optional<YamlNode> compose(SourceText source, Diagnostics diagnostics) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source.name()).setCodePointLimit(MAX_SIZE).build();
    Iterator<Event> events = new Parse(settings).parseString(source.text()).iterator();
    return new YamlComposer(source, events, diagnostics).document();
  }

  private static void report(
      SourceText source, MarkedYamlEngineException broken, Diagnostics diagnostics) {
    Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    String problem = broken.getProblem() == null ? "this is not YAML" : broken.getProblem();
    int contextLine = broken.getContextMark().map(Mark::getLine).orElse(line - 1) + 1;
    String hint = SyntaxAdvice.hint(source, line, contextLine, problem);
    if (hint.equals(SyntaxAdvice.QUOTE_TEMPLATE) && diagnostics.hasErrors()) {
      return; // A consequence of the template that was reported as a map.
    }
    diagnostics.error(
        "invalid_yaml", SyntaxAdvice.oneLine(problem), hint, source.span(line, column));
  }

  private static void report(
      SourceText source, ReaderException unreadable, Diagnostics diagnostics) {
    int line = 1;
    int column = 1;
    int position = Math.max(0, unreadable.getPosition());
    int[] points = source.text().codePoints().limit(position).toArray();
    for (int point : points) {
      column = point == '\n' ? 1 : column + 1;
      line += point == '\n' ? 1 : 0;
    }
    diagnostics.error(
        "invalid_yaml",
        "character U+%04X is not allowed in YAML".formatted(unreadable.getCodePoint()),
        "write it as an escape in double quotes: \"\\u%04x\"".formatted(unreadable.getCodePoint()),
        source.span(line, column));
  }
}
