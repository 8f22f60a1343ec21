package dev.heddle.dialects.script;

import static dev.heddle.dialects.script.ScriptFiles.brief;
import static dev.heddle.dialects.script.ScriptFiles.compile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of 4.1 where it stands. */
class ScriptErrorsTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "S3-03 | fun a(): print(1)\\n  x()                  | text_after_colon 1:10",
        "S3-03 | fun a() x\\n  x()                         | missing_colon 1:8",
        "S3-03 | fun a()\\n  x()                           | missing_colon 1:8",
        "S3-03 | fun a(x:b\\n  x()\\nfun b():\\n  y()      | invalid_header 1:10",
        "S3-03 | fun a:\\n  x()                            | invalid_header 1:6",
        "S3-03 | fun\\n  x()                               | invalid_name 1:4",
        "S3-03 | fun (x:y):\\n  x()                        | invalid_name 1:5",
        "S3-03 | fun 2a():\\n  x()                         | invalid_name 1:5",
        "S3-03 | fun größe():\\n  x()                      | invalid_header 1:7",
        "S3-03 | ` fun a():\\n  x()`                       | unexpected_indentation 1:2",
        "S3-04 | fun a():\\n    x()\\n  y()                | bad_indentation 3:3",
        "S3-06 | def x():\\n  pass                         | unexpected_text 1:1",
        "S3-06 | fun a():\\n  x()\\nprint(2)               | unexpected_text 3:1",
        "S3-07 | fun a():\\n\\tx()\\n\\ty()                | tab_indentation 2:1",
        "S3-07 | fun a():\\n  x()\\n \\t y()               | tab_indentation 3:2",
        "S3-08 | fun a():                                  | empty_body 1:1",
        "S3-08 | fun a():\\n\\n  # only this\\nfun b():\\n  x() | empty_body 1:1",
        "S3-09 | fun a():\\n  x()\\nfun b(a):\\n  y()      | invalid_parameter 3:7",
        "S3-09 | fun a():\\n  x()\\nfun b(x:a:a):\\n  y()  | invalid_parameter 3:7",
        "S3-09 | fun a():\\n  x()\\nfun b(x:a,):\\n  y()   | invalid_parameter 3:11",
        "S3-09 | fun a():\\n  x()\\nfun b(:a):\\n  y()     | invalid_name 3:7",
        "S3-09 | fun a():\\n  x()\\nfun b(x: ):\\n  y()    | invalid_name 3:10",
        "S3-09 | fun a():\\n  x()\\nfun b(x.y:a):\\n  y()  | invalid_name 3:7",
        "S3-10 | fun load():\\n  x()\\nfun b(x:laod):\\n  y() | unknown_predecessor 3:9",
        "S3-12 | fun a():\\n  x()\\nfun a():\\n  y()       | duplicate_task 3:5",
        "S3-12 | fun a():\\n  x()\\nfun b(x:a, x:a):\\n  y() | duplicate_argument 3:12",
        "S3-14 | fun a(x:b):\\n  x()\\nfun b(y:a):\\n  y() | cycle 1:5",
        "S3-14 | fun a(x:a):\\n  x()                       | self_dependency 1:9",
        "S3-15 | ``                                        | no_tasks 1:1",
        "S3-15 | # nothing\\n                              | no_tasks 1:1",
      })
  @DisplayName("S3-03 … S3-15: each mistake has a code and a place")
  void eachMistakeHasItsPlace(String id, String text, String expected) {
    assertThat(brief(text.replace("\\n", "\n").replace("\\t", "\t"))).containsExactly(expected);
  }

  @Test
  @DisplayName("S3-09: says `invalid parameter syntax`; S3-10: suggests what was meant")
  void messagesSayWhatToDo() {
    assertThat(rendered("fun load():\n  x()\nfun b(laod, y:laod):\n  y()"))
        .containsExactly(
            "dir/sample.workflow:3:7: error: invalid parameter syntax: `laod` is not"
                + " argument:predecessor [invalid_parameter]\n"
                + "  hint: write `fun name(argument:predecessor):`",
            "dir/sample.workflow:3:15: error: there is no task `laod` [unknown_predecessor]\n"
                + "  hint: did you mean `load`?");
  }

  @Test
  @DisplayName("S3-14: a cycle names its tasks in the order in which they would run")
  void aCycleIsSpelledOut() {
    assertThat(
            rendered(
                "fun a(x:c):\n  x\nfun b(x:a):\n  x\nfun c(x:b):\n  x\nfun behind(x:c):\n  x\n"))
        .containsExactly(
            "dir/sample.workflow:1:5: error: these tasks wait for each other: a -> b -> c -> a"
                + " [cycle]\n  hint: a task can only use outputs of tasks that end before it");
  }

  private static List<String> rendered(String text) {
    return compile(text).diagnostics().stream().map(Diagnostic::render).toList();
  }

  @Test
  @DisplayName("All mistakes are found in one pass, by position")
  void allMistakesComeTogether() {
    assertThat(
            brief(
                """
                import os
                fun a(): pass
                \tx()
                fun b(x:y, c):
                    ok()
                  half()
                fun b():
                """))
        .containsExactly(
            "unexpected_text 1:1",
            "text_after_colon 2:10",
            "tab_indentation 3:1",
            "unknown_predecessor 4:9",
            "invalid_parameter 4:12",
            "bad_indentation 6:3",
            "empty_body 7:1",
            "duplicate_task 7:5");
  }

  @Test
  @DisplayName("One wrong block is one mistake, whatever its length")
  void aWrongBlockIsReportedOnce() {
    assertThat(brief("def x():\n" + "    line()\n".repeat(50)))
        .containsExactly("unexpected_text 1:1");
    assertThat(brief("fun a():\n" + "\tline()\n".repeat(50)))
        .containsExactly("tab_indentation 2:1");
  }

  @Test
  @DisplayName("A hostile file costs neither time nor memory")
  void limitsHold() {
    assertThat(brief("fun a():\n x\n" + "#".repeat(1 << 20))).containsExactly("too_large 1:1");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 5_000; i++) {
      many.append("fun t").append(i).append("(): \n x\n");
    }
    assertThat(brief(many.toString())).containsExactly("too_large 10001:1");
    StringBuilder chain = new StringBuilder("fun t0(x:t4999):\n x\n");
    for (int i = 1; i < 5_000; i++) {
      chain.append("fun t").append(i).append("(x:t").append(i - 1).append("):\n x\n");
    }
    assertThat(brief(chain.toString())).containsExactly("cycle 1:5");
    assertThat(brief("\n".repeat(900_000) + "fun a():\n x")).isEmpty();
    assertThat(brief("fun a(" + "x,".repeat(100_000) + "):\n x")).hasSize(201);
  }
}
