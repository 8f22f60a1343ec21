package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.Style;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.WorkflowSource;
import java.io.PrintWriter;
import java.util.List;

/** Writes errors the way people read them. */
final class Messages {

  private final PrintWriter out;
  private final Style style;

  Messages(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** To standard error. */
  static Messages toError(Context context) {
    return new Messages(context.terminal().err(), context.terminal().errorStyle());
  }

  /** {@code heddle: what is wrong}, and what to do about it. */
  void error(String message, String hint) {
    out.println(style.paint("heddle: ", Colour.RED) + message);
    if (!hint.isEmpty()) {
      out.println("  hint: " + hint);
    }
    out.flush();
  }

  void error(UsageException wrong) {
    error(String.valueOf(wrong.getMessage()), wrong.hint());
  }

  /** What a service said, and what is wrong with each value. */
  void refusal(Refusal refusal, String hint) {
    error(refusal.message(), hint);
    refusal.fields().stream()
        .filter(field -> !field.message().equals(refusal.message()))
        .forEach(field ->
            out.println(
                "  " + (field.path().isEmpty() ? "" : field.path() + ": ") + field.message()));
    refusal.diagnostics().forEach(diagnostic -> out.println("  " + diagnostic.render()));
    out.flush();
  }

  /** What the API said, and what is wrong with each part of what was sent. */
  void refusal(ApiException refused) {
    error(String.valueOf(refused.getMessage()), refused.hint());
    refused.errors().stream()
        .filter(each -> !each.equals(refused.getMessage()))
        .forEach(each -> out.println("  " + DisplayText.oneLine(each)));
    out.flush();
  }

  /** All there is to say about a workflow, with the lines it is about. */
  void diagnostics(List<Diagnostic> diagnostics, WorkflowSource source) {
    for (Diagnostic diagnostic : diagnostics) {
      SourceText head = source.head();
      if (head != null && head.name().equals(diagnostic.span().file())) {
        diagnostic(diagnostic, head);
        continue;
      }
      diagnostic(diagnostic, source.text());
    }
  }

  /** What is wrong with a file that is not at hand. */
  void diagnostic(Diagnostic diagnostic) {
    diagnostic(diagnostic, new SourceText("", ""));
  }

  /** The place, what is wrong there, and the line of the source with a caret. */
  void diagnostic(Diagnostic diagnostic, SourceText source) {
    String text = diagnostic.render(source);
    String place = diagnostic.span() + ": ";
    String label = diagnostic.severity().label() + ": ";
    if (text.startsWith(place + label)) {
      Colour colour = diagnostic.isError() ? Colour.RED : Colour.YELLOW;
      text =
          style.paint(place, Colour.BOLD)
              + style.paint(label, colour)
              + text.substring(place.length() + label.length());
    }
    out.println(text);
  }
}
