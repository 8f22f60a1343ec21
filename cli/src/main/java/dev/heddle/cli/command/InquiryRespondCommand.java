package dev.heddle.cli.command;

import dev.heddle.cli.ask.Answers;
import dev.heddle.cli.ask.Form;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.inquiries.InquiryView;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle inquiry respond}. */
@Command(
    addMethodSubcommands = false,
    name = "respond",
    description = "Answers a question; on a terminal its fields are asked for if none are given.",
    footer = {
      "",
      "Examples:",
      "  heddle inquiry respond ID --field approved=true --field reason='looks good'",
      "  heddle inquiry respond ID --response '{\"approved\": true}'"
    })
public final class InquiryRespondCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", description = "The inquiry.")
  private String id;

  @Option(
      names = "--field",
      paramLabel = "NAME=VALUE",
      description = "A field of the answer, read as its schema says.")
  private List<String> fields = List.of();

  @Option(names = "--response", paramLabel = "JSON", description = "The whole answer.")
  private @Nullable String response;

  public InquiryRespondCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    AttemptId inquiryId =
        AttemptId.parse(id)
            .orElseThrow(
                () -> new UsageException("'" + id + "' is no inquiry", "see heddle inquiry list"));
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle inquiry"))) {
      Inquiry inquiry = RefusedException.valueOf(wiring.inquiries().find(inquiryId));
      Inquiry answered =
          RefusedException.valueOf(
              wiring
                  .inquiries()
                  .respond(inquiryId, answer(inquiry), Principal.operator(context.login())));
      context.audit(wiring, "inquiry respond", inquiryId);
      if (context.options().isDocument()) {
        context.print(InquiryView.toValue(answered));
      } else {
        context.print("answered: " + DisplayText.oneLine(inquiry.prompt()));
      }
      return new Afterwards(context, wiring).goOn(inquiryId.execution());
    }
  }

  private Value answer(Inquiry inquiry) {
    if (response != null) {
      try {
        return Json.read(response);
      } catch (JsonException e) {
        throw new UsageException("--response is no JSON: " + e.getMessage());
      }
    }
    if (!fields.isEmpty() || !context.terminal().asks()) {
      return Answers.fromFields(inquiry.schema(), fields);
    }
    context.note(DisplayText.oneLine(inquiry.prompt()));
    return new Form(inquiry.schema(), new Typing(context.terminal().lines()))
        .fill()
        .orElseThrow(() -> new UsageException("no answer was given"));
  }

  private final class Typing implements Form.Conversation {
    private final BufferedReader in;

    Typing(BufferedReader in) {
      this.in = in;
    }

    @Override
    public void say(String line) {
      context.note(line);
    }

    @Override
    public Optional<String> ask(String question, boolean hidden) {
      context.terminal().err().print(question);
      context.terminal().err().flush();
      try {
        return Optional.ofNullable(hidden ? readHidden() : in.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private @Nullable String readHidden() throws IOException {
      try (HiddenInput _ = HiddenInput.begin()) {
        return in.readLine();
      } finally {
        context.note("");
      }
    }
  }
}
