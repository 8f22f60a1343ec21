package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTest {

  private static boolean find(String pattern, String text) {
    return Regex.compile(pattern).find(text, new Budget(Limits.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "b; abc; true",
        "^b; abc; false",
        "^a.c$; abc; true",
        "^a.c$; a😀c; true",
        "^v\\d+\\.\\d+$; v1.22; true",
        "^v\\d+\\.\\d+$; v1x22; false",
        "^(a|b)*c$; ababc; true",
        "^(a|b)*c$; abxbc; false",
        "^(?:ab)+?$; abab; true",
        "^(?<name>x){2}$; xx; true",
        "^(?P<name>x){2,}$; x; false",
        "^a{2,3}$; aaaa; false",
        "^a{0}$; ~~; true",
        "(?i)^HeLLo$; hEllO; true",
        "(?i)[^a]; A; false",
        "^[a-c-]+$; a-b-c; true",
        "^[]x]+$; x]; true",
        "^[^\\d\\s]+$; ab1; false",
        "[\\D]; 123; false",
        "[\\S]; ~  ~; false",
        "\\bcat\\b; a cat!; true",
        "\\bcat\\b; concat; false",
        "\\Bcat; concat; true",
        "^\\x41\\u00e9$; Aé; true",
        "(a*)*b; aaaa; false",
        "(|a)+$; aaa; true",
        "x|; y; true",
        "^\\W$; ä; true",
        "\\.; a.b; true",
      })
  void finds(String pattern, String text, boolean expected) {
    assertThat(find(pattern, text)).isEqualTo(expected);
  }

  @Test
  void knows_lines_only_when_asked() {
    assertThat(find("^b$", "a\nb\nc")).isFalse();
    assertThat(find("(?m)^b$", "a\nb\nc")).isTrue();
    assertThat(find("a.b", "a\nb")).isFalse();
    assertThat(find("(?s)a.b", "a\nb")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "[a",
        "*a",
        "a**",
        "a++",
        "a{",
        "a{2",
        "a{3,2}",
        "a{9999}",
        "{1}",
        "\\",
        "\\q",
        "\\1",
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?i:a)",
        "(?>a)",
        "[z-a]",
        "[[:alpha:]]",
        "\\x4",
        "\\p{L}",
        "a(?i)b"
      })
  void refuses_what_it_cannot_run(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "((((){1000}){1000}){1000}){1000}",
        "((((((((((x?){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}"
      })
  void refuses_patterns_that_grow_too_large(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThatThrownBy(() -> Regex.compile("(".repeat(400) + ")".repeat(400)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Regex.compile("a".repeat(2_000)))
        .isInstanceOf(ExpressionException.class);
  }

  /** The JDK agrees on random small patterns, where its backtracking stays harmless. */
  @Test
  void agrees_with_the_jdk_on_seeded_random_patterns() {
    Random random = new Random(42);
    String[] atoms = {"a", "b", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(?:ab|c)", "^", "$", "\\b"};
    String[] quantifiers = {"", "", "*", "+", "?", "{2}", "{1,2}", "*?"};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int part = random.nextInt(1, 5); part > 0; part--) {
        String atom = atoms[random.nextInt(atoms.length)];
        boolean place = atom.equals("^") || atom.equals("$") || atom.equals("\\b");
        pattern.append(atom).append(place ? "" : quantifiers[random.nextInt(quantifiers.length)]);
        pattern.append(random.nextInt(6) == 0 ? "|" : "");
      }
      StringBuilder text = new StringBuilder();
      for (int letter = random.nextInt(7); letter > 0; letter--) {
        text.append("abc1 ".charAt(random.nextInt(5)));
      }
      assertThat(find(pattern.toString(), text.toString()))
          .as("%s in '%s'", pattern, text)
          .isEqualTo(Pattern.compile(pattern.toString()).matcher(text).find());
    }
  }
}
