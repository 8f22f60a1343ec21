package dev.heddle.values;

import java.util.Map;

/** Writes one value into a buffer; how a secret looks is up to its {@link SecretForm}. */
final class JsonWriter {

  /** The only key of the object that stands for a sealed secret. */
  static final String SEALED_KEY = "$sealed";

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(64);
  private final SecretForm form;
  private final boolean indented;
  private int depth;

  JsonWriter(SecretForm form, boolean indented) {
    this.form = form;
    this.indented = indented;
  }

  /** Writes what stands in the place of a secret. */
  interface SecretForm {
    void write(JsonWriter out, SecretValue secret);
  }

  void value(Value value) {
    switch (value) {
      case NullValue _ -> out.append("null");
      case BooleanValue flag -> out.append(flag.flag());
      case IntegerValue integer -> out.append(integer.number());
      case DecimalValue decimal -> out.append(decimal);
      case TextValue text -> text(text.text());
      case ListValue list -> list(list);
      case MapValue map -> map(map);
      case SecretValue secret -> form.write(this, secret);
    }
  }

  void sealed(String sealed) {
    out.append("{\"" + SEALED_KEY + "\":");
    text(sealed);
    out.append('}');
  }

  private void list(ListValue list) {
    if (list.items().isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    depth++;
    boolean first = true;
    for (Value item : list.items()) {
      separate(first);
      first = false;
      value(item);
    }
    depth--;
    newLine();
    out.append(']');
  }

  private void map(MapValue map) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    depth++;
    boolean first = true;
    for (Map.Entry<String, Value> entry : map.inOrder().entrySet()) {
      separate(first);
      first = false;
      text(entry.getKey());
      out.append(indented ? ": " : ":");
      value(entry.getValue());
    }
    depth--;
    newLine();
    out.append('}');
  }

  private void separate(boolean first) {
    if (!first) {
      out.append(',');
    }
    newLine();
  }

  private void newLine() {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  void text(String text) {
    out.append('"');
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, clean, i);
      escape(c);
      clean = i + 1;
    }
    out.append(text, clean, text.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[(c >> 8) & 15])
              .append(HEX[(c >> 4) & 15])
              .append(HEX[c & 15]);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
