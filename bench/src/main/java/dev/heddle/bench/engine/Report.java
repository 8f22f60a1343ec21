package dev.heddle.bench.engine;

import dev.heddle.bench.engine.Results.Line;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Results for people and for machines. */
final class Report {

  private Report() {}

  static String table(List<Line> lines) {
    StringBuilder table = new StringBuilder();
    row(table, "", "", "median", "", "min … max", "floor", "ratio", "aim (stretch)", "");
    for (Line line : lines) {
      Metric metric = line.metric();
      Metric.Unit unit = metric.unit();
      row(
          table,
          metric.workload(),
          metric.label(),
          unit.show(line.median()),
          unit.symbol(),
          unit.show(line.least()) + " … " + unit.show(line.most()),
          line.hasFloor() ? unit.show(line.floor()) : "",
          line.hasFloor() ? String.format(Locale.ROOT, "%.2fx", line.ratio()) : "",
          aim(metric),
          verdict(line));
    }
    return table.toString();
  }

  /** A table for documents. */
  static String markdown(List<Line> lines) {
    StringBuilder table = new StringBuilder();
    cells(table, "", "", "median", "min … max", "floor", "ratio", "aim (stretch)", "");
    table.append("|---".repeat(8)).append("|\n");
    for (Line line : lines) {
      Metric metric = line.metric();
      Metric.Unit unit = metric.unit();
      cells(
          table,
          metric.workload(),
          metric.label().strip(),
          (unit.show(line.median()) + " " + unit.symbol()).strip(),
          unit.show(line.least()) + " … " + unit.show(line.most()),
          line.hasFloor() ? unit.show(line.floor()) : "",
          line.hasFloor() ? String.format(Locale.ROOT, "%.2f ×", line.ratio()) : "",
          aim(metric),
          verdict(line));
    }
    return table.toString();
  }

  private static void cells(StringBuilder table, Object... cells) {
    for (Object cell : cells) {
      table.append("| ").append(cell).append(' ');
    }
    table.append("|\n");
  }

  private static void row(StringBuilder table, Object... cells) {
    String row = String.format(Locale.ROOT, "%-4s%-44s%12s %-6s%-21s%10s%8s  %-20s%s", cells);
    table.append(row.stripTrailing()).append('\n');
  }

  private static String aim(Metric metric) {
    Aim aim = metric.aim();
    if (aim == null) {
      return "";
    }
    String sign = aim.atMost() ? "≤ " : "≥ ";
    if (aim.ofFloor()) {
      return sign + "%.2fx (%.2fx)".formatted(aim.limit(), aim.stretch());
    }
    Metric.Unit unit = metric.unit();
    return sign + "%s (%s)".formatted(unit.show(aim.limit()), unit.show(aim.stretch()));
  }

  private static String verdict(Line line) {
    Aim aim = line.metric().aim();
    return aim == null ? "" : aim.judge(line.median(), line.ratio()).label();
  }

  /** Numbers in seconds, bytes and pieces. */
  static MapValue json(List<Line> lines, int rounds) {
    List<Value> results = lines.stream().<Value>map(Report::json).toList();
    return MapValue.builder()
        .put("rounds", rounds)
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("java", Runtime.version().toString())
        .put("results", new ListValue(results))
        .build();
  }

  private static MapValue json(Line line) {
    Metric metric = line.metric();
    MapValue.Builder map =
        MapValue.builder()
            .put("workload", metric.workload())
            .put("label", metric.label())
            .put("shown_in", metric.unit().symbol())
            .put("median", number(line.median()))
            .put("min", number(line.least()))
            .put("max", number(line.most()));
    if (line.hasFloor()) {
      map.put("floor", number(line.floor())).put("ratio", number(line.ratio()));
    }
    Aim aim = metric.aim();
    if (aim != null) {
      map.put("aim", number(aim.limit()))
          .put("stretch", number(aim.stretch()))
          .put("aim_of", aim.ofFloor() ? "ratio" : "value")
          .put("verdict", verdict(line));
    }
    return map.build();
  }

  private static Value number(double number) {
    return NumberValue.of(new BigDecimal(number, new MathContext(6)));
  }
}
