package dev.heddle.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.terminal.Style;
import dev.heddle.values.Json;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputTest {

  @Test
  void yamlKeepsTypesAndHidesSecrets() {
    Value value = Value.map("token", SecretValue.mark(Value.of("hunter2")));
    assertThat(Documents.text(value, OutputFormat.YAML)).isEqualTo("token: '[secret]'\n");
    assertThat(
            Documents.text(
                Json.read("{\"a\": [1, 2.5, true, null, \"true\"], \"b\": {}}"), OutputFormat.YAML))
        .isEqualTo("a:\n- 1\n- 2.5\n- true\n- null\n- 'true'\nb: {}\n");
  }

  @Test
  void jsonIsIndentedAndEndsItsLine() {
    assertThat(Documents.text(Json.read("{\"a\": 1}"), OutputFormat.JSON))
        .isEqualTo("{\n  \"a\": 1\n}\n");
  }

  @Test
  void columnsLineUpAndTheLastOneIsCut() {
    Table table = new Table("ID", "STATUS", "WORKFLOW");
    table.row(List.of(Table.Cell.of("1"), Table.Cell.of("completed"), Table.Cell.of("a.b")));
    table.row(List.of(Table.Cell.of("22"), Table.Cell.of("failed"), Table.Cell.of("pack.name\n")));
    assertThat(table.lines(20, Style.PLAIN))
        .containsExactly("ID  STATUS     WORK…", "1   completed  a.b", "22  failed     pack…");
  }
}
