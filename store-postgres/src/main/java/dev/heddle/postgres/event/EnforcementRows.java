package dev.heddle.postgres.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.rule.Overlap;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretSeal;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enforcements as columns of arrays, and rows read again. */
final class EnforcementRows {

  static final String INSERT =
      """
      INSERT INTO enforcement (
        id, event, rule, trigger, action, state, reason, parameters, warnings, definition,
        execution, gate, room, overlap, started_by, permission_sets, created_at)
      SELECT * FROM unnest(
        ?::text[]::bigint[], ?::text[]::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[]::bigint[], ?::text[]::bigint[], ?::text[],
        ?::text[]::integer[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[])
        AS e (id, event, rule, trigger, action, state, reason, parameters, warnings, definition,
          execution, gate, room, overlap, started_by, permission_sets, created_at)
      """;

  private static final int COLUMNS = 17;

  private final SecretSeal seal;
  private final List<List<@Nullable String>> columns = new ArrayList<>();

  EnforcementRows(SecretSeal seal) {
    this.seal = seal;
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new ArrayList<>());
    }
  }

  void add(Enforcement each) {
    Enforcement.Gate gate = each.gate();
    @Nullable String[] row = {
      number(each.id()),
      number(each.event()),
      each.rule(),
      each.trigger(),
      each.action(),
      each.state().label(),
      each.reason(),
      Json.writeSealed(each.parameters(), seal),
      written(each.warnings()),
      each.definition() == null ? null : each.definition().toString(),
      each.execution() == null ? null : number(each.execution()),
      gate == null ? null : gate.name(),
      gate == null ? null : Integer.toString(gate.room()),
      gate == null ? null : gate.overlap().label(),
      each.startedBy(),
      each.permissionSets().isEmpty() ? null : written(each.permissionSets()),
      each.createdAt().toString()
    };
    for (int i = 0; i < COLUMNS; i++) {
      columns.get(i).add(row[i]);
    }
  }

  static String number(ExecutionId id) {
    return Long.toString(id.number());
  }

  List<List<@Nullable String>> columns() {
    return columns;
  }

  static Enforcement read(ResultSet row, SecretSeal seal) throws SQLException {
    @Nullable String gate = row.getString("gate");
    return new Enforcement(
        new ExecutionId(row.getLong("id")),
        new ExecutionId(row.getLong("event")),
        Statements.text(row, "rule"),
        Statements.text(row, "trigger"),
        Statements.text(row, "action"),
        Enforcement.State.of(Statements.text(row, "state")).orElseThrow(),
        Statements.text(row, "reason"),
        (MapValue) Json.readSealed(Statements.text(row, "parameters"), seal),
        texts(Statements.text(row, "warnings")),
        row.getObject("definition", Long.class),
        execution(row),
        gate == null
            ? null
            : new Enforcement.Gate(
                gate,
                row.getInt("room"),
                Overlap.of(Statements.text(row, "overlap")).orElseThrow()),
        Statements.text(row, "started_by"),
        texts(row.getString("permission_sets")),
        Statements.instant(row, "created_at"));
  }

  private static String written(List<String> texts) {
    return Json.write(new ListValue(texts.stream().<Value>map(Value::of).toList()));
  }

  private static List<String> texts(@Nullable String json) {
    List<String> texts = new ArrayList<>();
    if (json != null && Json.read(json) instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof TextValue(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static @Nullable ExecutionId execution(ResultSet row) throws SQLException {
    Long number = row.getObject("execution", Long.class);
    return number == null ? null : new ExecutionId(number);
  }
}
