package dev.heddle.cli.command;

import dev.heddle.cli.api.Api.Listed;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What people see of the things in a list: a heading and a cell for each column. */
final class Listing {

  private record Column(String heading, Function<MapValue, Cell> cell) {}

  private final String none;
  private final List<Column> columns = new ArrayList<>();

  /** A listing; {@code none} is said if there is nothing. */
  Listing(String none) {
    this.none = none;
  }

  /** A column of what stands under a name, dots leading further in. */
  Listing column(String heading, String path) {
    return column(heading, row -> Shown.text(row, path));
  }

  Listing column(String heading, Function<MapValue, String> cell) {
    columns.add(new Column(heading, row -> Cell.of(cell.apply(row))));
    return this;
  }

  /** A column with the status of an execution. */
  Listing status(String heading, Function<MapValue, String> cell) {
    columns.add(
        new Column(
            heading, row -> new Cell(cell.apply(row), Statuses.colour(Shown.text(row, "status")))));
    return this;
  }

  /** Prints the rows, as a document for programs. */
  void print(Context context, List<MapValue> rows) {
    print(context, new Listed(rows, rows.size(), true));
  }

  /** Prints the rows, as a document for programs, and says how many more there are. */
  void print(Context context, Listed rows) {
    if (context.options().isDocument()) {
      context.print(rows.document());
      return;
    }
    if (rows.items().isEmpty()) {
      context.print(none);
      return;
    }
    Table table = new Table(columns.stream().map(Column::heading).toArray(String[]::new));
    for (MapValue row : rows.items()) {
      table.row(columns.stream().map(column -> column.cell().apply(row)).toList());
    }
    context.print(table);
    long more = rows.total() - rows.items().size();
    if (more > 0) {
      context.print((rows.exact() ? "" : "more than ") + more + " more; see --limit");
    }
  }
}
