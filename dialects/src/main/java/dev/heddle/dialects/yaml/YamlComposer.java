package dev.heddle.dialects.yaml;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.SourceSpan;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds the nodes of one document from parser events. An alias is the node of its anchor, shared:
 * what it would cost to expand is counted, not built.
 */
final class YamlComposer {

  private static final String CORE_TAG = "tag:yaml.org,2002:";

  private final SourceText source;
  private final Iterator<Event> events;
  private final Diagnostics diagnostics;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long nodes;
  private int deepest;

  /** A finished node that aliases may repeat, and what one repetition costs. */
  private record Anchored(YamlNode node, long nodes, int height) {}

  /** What was found forbids reading on; it has been reported. */
  static final class Stopped extends RuntimeException {
    Stopped() {
      super("stopped", null, false, false);
    }
  }

  YamlComposer(SourceText source, Iterator<Event> events, Diagnostics diagnostics) {
    this.source = source;
    this.events = events;
    this.diagnostics = diagnostics;
  }

  Optional<YamlNode> document() {
    events.next();
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      diagnostics.error("empty_document", "the file is empty", source.span(1, 1));
      return Optional.empty();
    }
    YamlNode root = node(events.next(), 0);
    events.next();
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      diagnostics.error(
          "several_documents",
          "the file has more than one YAML document",
          "keep one document per file; `---` starts another",
          span(end));
      return Optional.empty();
    }
    return Optional.of(root);
  }

  private YamlNode node(Event event, int depth) {
    count(1, depth, event);
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    Optional<String> anchor = ((NodeEvent) event).getAnchor().map(Object::toString);
    if (anchor.isEmpty()) {
      return content(event, depth);
    }
    long nodesBefore = nodes;
    int deepestBefore = deepest;
    deepest = depth;
    YamlNode node = content(event, depth);
    anchors.put(anchor.get(), new Anchored(node, nodes - nodesBefore, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private YamlNode content(Event event, int depth) {
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case MappingStartEvent map -> map(map, depth);
      case CollectionStartEvent list -> list(list, depth);
      default -> throw stop("invalid_yaml", "this is not YAML", event);
    };
  }

  private YamlNode alias(AliasEvent alias, int depth) {
    Anchored anchored = anchors.get(alias.getAlias().toString());
    if (anchored == null) {
      diagnostics.error(
          "unknown_alias",
          "there is no finished `&" + alias.getAlias() + "` before this alias",
          span(alias));
      return new YamlScalar(Value.nothing(), "", span(alias), ScalarText.UNPLACED);
    }
    count(anchored.nodes(), depth + anchored.height(), alias);
    return anchored.node();
  }

  private void count(long more, int depth, Event event) {
    nodes += more;
    deepest = Math.max(deepest, depth);
    if (nodes > YamlReader.MAX_NODES) {
      throw stop(
          "too_many_nodes",
          "the file has more than " + YamlReader.MAX_NODES + " values, aliases expanded",
          event);
    }
    if (depth > YamlReader.MAX_DEPTH) {
      throw stop(
          "nested_too_deep", "the file is nested deeper than " + YamlReader.MAX_DEPTH, event);
    }
  }

  private YamlNode list(CollectionStartEvent start, int depth) {
    refuseTag(start.getTag(), "seq", start);
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new YamlList(items, span(start));
  }

  private YamlNode map(MappingStartEvent start, int depth) {
    refuseTag(start.getTag(), "map", start);
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      YamlNode key = node(next, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (!(key instanceof YamlScalar name)) {
        refuseKey(key, start);
        continue;
      }
      if (entries.putIfAbsent(name.text(), new YamlMap.Entry(name.text(), key.span(), value))
          != null) {
        diagnostics.error(
            "duplicate_key",
            "key `" + name.text() + "` is given twice",
            "it was given in line " + entries.get(name.text()).keySpan().line() + " already",
            key.span());
      }
    }
    return new YamlMap(entries, span(start));
  }

  private void refuseKey(YamlNode key, MappingStartEvent map) {
    if (map.isFlow() && key instanceof YamlMap) {
      diagnostics.error(
          "unquoted_template",
          "a value that starts with {{ is read as a YAML map",
          SyntaxAdvice.QUOTE_TEMPLATE,
          span(map));
      return;
    }
    diagnostics.error("wrong_type", "a key must be a text, this is " + key.kind(), key.span());
  }

  private YamlScalar scalar(ScalarEvent event) {
    SourceSpan span = span(event);
    String text = event.getValue();
    refuseUnstorable(text, span);
    ScalarText written = new ScalarText(source, mark(event).getIndex(), style(event));
    return new YamlScalar(value(event, span), text, span, written);
  }

  /** What the database cannot hold as text: it would fail only when the definition is stored. */
  private void refuseUnstorable(String text, SourceSpan span) {
    text.codePoints()
        .filter(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
        .findFirst()
        .ifPresent(c ->
            diagnostics.error(
                "forbidden_character",
                "the text holds the character U+%04X, which cannot be stored".formatted(c),
                span));
  }

  private Value value(ScalarEvent event, SourceSpan span) {
    String text = event.getValue();
    String tag = event.getTag().orElse(event.isPlain() ? "" : "!");
    try {
      Value value = CoreSchema.resolve(text);
      boolean fits =
          switch (tag) {
            case "" -> true;
            case CORE_TAG + "int", CORE_TAG + "float" -> value instanceof NumberValue;
            case CORE_TAG + "bool" -> value instanceof BooleanValue;
            case CORE_TAG + "null" -> value instanceof NullValue;
            case "!", CORE_TAG + "str" -> false;
            default -> {
              refuseTag(event.getTag(), "str", event);
              yield false;
            }
          };
      return fits ? value : Value.of(text);
    } catch (ArithmeticException unusable) {
      if (!tag.isEmpty()) {
        return Value.of(text);
      }
      diagnostics.error("number_out_of_range", String.valueOf(unusable.getMessage()), span);
      return Value.of(0);
    }
  }

  private void refuseTag(Optional<String> tag, String expected, Event event) {
    if (tag.isEmpty() || tag.get().equals(CORE_TAG + expected) || tag.get().equals("!")) {
      return;
    }
    diagnostics.error(
        "tag_refused",
        "tag `" + SyntaxAdvice.oneLine(tag.get()) + "` is not allowed",
        "write plain values without `!` tags",
        span(event));
  }

  private Stopped stop(String code, String message, Event event) {
    diagnostics.error(code, message, span(event));
    return new Stopped();
  }

  private SourceSpan span(Event event) {
    Mark mark = mark(event);
    return source.span(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow();
  }

  private static ScalarText.Style style(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case SINGLE_QUOTED -> ScalarText.Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> ScalarText.Style.DOUBLE_QUOTED;
      case LITERAL, FOLDED -> ScalarText.Style.BLOCK;
      case PLAIN, JSON_SCALAR_STYLE -> ScalarText.Style.PLAIN;
    };
  }
}
