package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Functions that make text. */
final class TextFunctions {

  private static final int TRUNCATED_LENGTH = 255;

  private TextFunctions() {}

  static Value upper(Arguments arguments) {
    return new TextValue(arguments.text(0).toUpperCase(Locale.ROOT));
  }

  static Value lower(Arguments arguments) {
    return new TextValue(arguments.text(0).toLowerCase(Locale.ROOT));
  }

  static Value trim(Arguments arguments) {
    return new TextValue(arguments.text(0).strip());
  }

  static Value split(Arguments arguments) {
    String text = arguments.text(0);
    String separator = arguments.text(1);
    if (separator.isEmpty()) {
      throw arguments.invalid("the separator is empty");
    }
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(new TextValue(text.substring(start, end)));
      start = end + separator.length();
    }
    parts.add(new TextValue(text.substring(start)));
    arguments.budget.elements(parts.size());
    return new ListValue(parts);
  }

  static Value replace(Arguments arguments) {
    String text = arguments.text(0);
    String old = arguments.text(1);
    String replacement = arguments.text(2);
    if (old.isEmpty()) {
      throw arguments.invalid("the text to replace is empty");
    }
    long occurrences = SearchFunctions.occurrences(text, old);
    arguments.budget.text(text.length() + occurrences * (replacement.length() - old.length()));
    return new TextValue(text.replace(old, replacement));
  }

  static Value startsWith(Arguments arguments) {
    return Value.of(arguments.text(0).startsWith(arguments.text(1)));
  }

  static Value endsWith(Arguments arguments) {
    return Value.of(arguments.text(0).endsWith(arguments.text(1)));
  }

  /** Whether the regular expression matches anywhere; anchor it to match the whole. */
  static Value match(Arguments arguments) {
    Regex pattern = Regex.compile(arguments.text(0));
    return Value.of(pattern.find(arguments.text(1), arguments.budget));
  }

  /** At most {@code length} characters, {@code end} included. */
  static Value truncate(Arguments arguments) {
    String text = arguments.text(0);
    long length = arguments.integerOr(1, TRUNCATED_LENGTH);
    String end = arguments.textOr(2, "...");
    int ending = end.codePointCount(0, end.length());
    if (length < ending) {
      throw arguments.invalid("the length is shorter than the end mark");
    }
    if (text.codePointCount(0, text.length()) <= length) {
      return arguments.value(0);
    }
    int kept = text.offsetByCodePoints(0, (int) length - ending);
    return new TextValue(text.substring(0, kept) + end);
  }

  static Value base64(Arguments arguments) {
    byte[] bytes = arguments.text(0).getBytes(StandardCharsets.UTF_8);
    return new TextValue(Base64.getEncoder().encodeToString(bytes));
  }

  static Value append(Arguments arguments) {
    if (arguments.value(0) instanceof ListValue) {
      return added(arguments, arguments.list(0).size());
    }
    String text = arguments.text(0);
    return joined(arguments, text, TextForm.of(arguments.value(1), arguments.budget));
  }

  static Value prepend(Arguments arguments) {
    if (arguments.value(0) instanceof ListValue) {
      return added(arguments, 0);
    }
    String text = arguments.text(0);
    return joined(arguments, TextForm.of(arguments.value(1), arguments.budget), text);
  }

  private static Value added(Arguments arguments, int index) {
    List<Value> items = new ArrayList<>(arguments.list(0));
    items.add(index, arguments.value(1));
    arguments.budget.elements(items.size());
    return new ListValue(items);
  }

  private static Value joined(Arguments arguments, String first, String second) {
    arguments.budget.text((long) first.length() + second.length());
    return new TextValue(first + second);
  }

  static Value join(Arguments arguments) {
    List<Value> items = arguments.list(0);
    String separator = arguments.textOr(1, "");
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        joined.append(separator);
      }
      joined.append(TextForm.of(items.get(i), arguments.budget));
      arguments.budget.checkSize(joined.length());
    }
    return new TextValue(joined.toString());
  }
}
