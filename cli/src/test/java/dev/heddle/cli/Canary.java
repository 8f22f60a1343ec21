package dev.heddle.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A secret that is recognised wherever a part of it comes to light, plain or as base64. */
final class Canary {

  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
  private static final int CORE = 24;

  /** So much of it is no accident. */
  private static final int PART = 8;

  private final String core;

  Canary(RandomGenerator random) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < CORE; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    this.core = letters.toString();
  }

  /** With all that gets escaped somewhere. */
  String text() {
    return "K:\"" + core + "\"+/ÄÖ %&'<\\";
  }

  /** What of it stands in a text. */
  List<String> in(String text) {
    List<String> found = new ArrayList<>();
    look(core, text, found);
    look(core.toUpperCase(Locale.ROOT), text, found);
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = ("xyz".substring(0, shift) + core).getBytes(StandardCharsets.UTF_8);
      String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      look(coded.substring(4, coded.length() - 4), text, found);
    }
    return found;
  }

  private static void look(String whole, String text, List<String> found) {
    for (int from = 0; from + PART <= whole.length(); from++) {
      int at = text.indexOf(whole.substring(from, from + PART));
      if (at >= 0) {
        found.add(text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200)));
        return;
      }
    }
  }
}
