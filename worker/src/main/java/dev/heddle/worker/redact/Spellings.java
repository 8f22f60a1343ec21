package dev.heddle.worker.redact;

import dev.heddle.values.Json;
import dev.heddle.values.TextValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ways a secret text is commonly written: as it is, escaped, encoded. */
final class Spellings {

  /** Beyond this only the most common forms are searched: every form costs memory. */
  private static final int LONG_TEXT = 8 * 1024;

  /** A line of a longer secret that says enough on its own, such as one of a private key. */
  private static final int LONG_LINE = 8;

  private static final Pattern BREAK = Pattern.compile("[\r\n][\r\n \t]*");
  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  private final Set<String> patterns = new LinkedHashSet<>();

  /** Adds the spellings of {@code secret} and of each of its longer lines. */
  void addText(String secret) {
    addSpellings(secret);
    if (secret.indexOf('\n') < 0) {
      return;
    }
    for (String line : secret.lines().map(String::strip).toList()) {
      if (line.length() >= LONG_LINE) {
        addSpellings(line);
      }
    }
  }

  /** What to search, in texts from which line breaks were taken out. */
  Set<String> patterns() {
    return patterns;
  }

  private void addSpellings(String secret) {
    if (secret.length() < Redactor.SHORTEST) {
      return;
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    add(secret);
    String escaped = escaped(secret);
    add(escaped);
    addBase64(bytes);
    if (secret.length() > LONG_TEXT) {
      return;
    }
    // What is encoded is often a whole JSON document.
    for (String inside : new String[] {escaped, ascii(escaped)}) {
      if (!inside.equals(secret)) {
        addBase64(inside.getBytes(StandardCharsets.UTF_8));
      }
    }
    add(escaped(escaped));
    add(ascii(escaped));
    add(asciiUpper(escaped));
    add(escaped(ascii(escaped)));
    addPercentEncoded(secret);
    add(HexFormat.of().formatHex(bytes));
    add(HexFormat.of().withUpperCase().formatHex(bytes));
  }

  /** In each of the three positions a text can have in the groups of a longer encoded text. */
  private void addBase64(byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      String inner = encoded.substring(from, to);
      add(inner);
      add(inner.replace('+', '-').replace('/', '_'));
    }
  }

  private void addPercentEncoded(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String strict = form.replace("+", "%20").replace("*", "%2A");
    String component =
        strict
            .replace("%21", "!")
            .replace("%27", "'")
            .replace("%28", "(")
            .replace("%29", ")")
            .replace("%2A", "*")
            .replace("%7E", "~");
    for (String encoded :
        new String[] {
          form, strict, component, strict.replace("%7E", "~"), strict.replace("%2F", "/")
        }) {
      add(encoded);
      add(PERCENT.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
    }
  }

  private void add(String spelling) {
    String unbroken = BREAK.matcher(spelling).replaceAll("");
    if (unbroken.length() >= Redactor.SHORTEST) {
      patterns.add(unbroken);
    }
  }

  private static String escaped(String text) {
    String quoted = Json.write(new TextValue(text));
    return quoted.substring(1, quoted.length() - 1);
  }

  /** As encoders write it that escape everything beyond ASCII. */
  private static String ascii(String text) {
    return ascii(text, "\\u%04x");
  }

  private static String asciiUpper(String text) {
    return ascii(text, "\\u%04X");
  }

  private static String ascii(String text, String form) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x7f) {
        ascii.append(c);
      } else {
        ascii.append(form.formatted((int) c));
      }
    }
    return ascii.toString();
  }
}
