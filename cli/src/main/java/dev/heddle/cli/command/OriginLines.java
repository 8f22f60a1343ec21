package dev.heddle.cli.command;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.values.MapValue;

/** Where an execution comes from, as far as there is something to tell (U-10). */
final class OriginLines {

  private final Context context;

  OriginLines(Context context) {
    this.context = context;
  }

  void print(MapValue provenance) {
    line("rule", Shown.text(provenance, "rule.ref"));
    line(
        "event",
        joined(
            Shown.text(provenance, "event.id"),
            Shown.text(provenance, "event.trigger_ref"),
            Shown.text(provenance, "event.source")));
    line(
        "pack",
        joined(
            Shown.text(provenance, "pack.ref"),
            Shown.text(provenance, "pack.version"),
            Shown.text(provenance, "pack.source"),
            Shown.text(provenance, "pack.commit")));
    line("signed by", Shown.text(provenance, "pack.signed_by"));
    for (MapValue image : Shown.each(provenance, "images")) {
      line(
          "image",
          joined(Shown.text(image, "task"), Shown.text(image, "name"), Shown.text(image, "id")));
    }
  }

  private static String joined(String... parts) {
    return String.join("  ", parts).strip();
  }

  private void line(String name, String text) {
    if (!text.isEmpty()) {
      context.print(
          context.paint(DisplayText.pad(name, 12), Colour.DIM) + DisplayText.oneLine(text));
    }
  }
}
