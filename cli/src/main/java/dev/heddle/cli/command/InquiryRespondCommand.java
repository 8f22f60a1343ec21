package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.LocalApi;
import dev.heddle.cli.ask.Answers;
import dev.heddle.cli.ask.Form;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
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
    try (Api api = context.api()) {
      MapValue inquiry = api.one(ApiRequest.get("/api/v1/inquiries/{}", inquiryId));
      MapValue answered =
          api.one(
              ApiRequest.post("/api/v1/inquiries/{}/respond", inquiryId)
                  .with("response", answer(inquiry)));
      if (context.options().isDocument()) {
        context.print(answered);
      } else {
        context.print("answered: " + DisplayText.oneLine(Shown.text(inquiry, "prompt")));
      }
      return switch (api) {
        case LocalApi here -> new Afterwards(context, here.wiring()).goOn(inquiryId.execution());
        case HttpApi _ -> ExitCodes.COMPLETED;
      };
    }
  }

  private Value answer(MapValue inquiry) {
    MapValue schema = inquiry.get("schema") instanceof MapValue map ? map : MapValue.EMPTY;
    if (response != null) {
      try {
        return Json.read(response);
      } catch (JsonException e) {
        throw new UsageException("--response is no JSON: " + e.getMessage());
      }
    }
    if (!fields.isEmpty() || !context.terminal().asks()) {
      return Answers.fromFields(schema, fields);
    }
    context.note(DisplayText.oneLine(Shown.text(inquiry, "prompt")));
    return new Form(schema, new Typing(context.terminal().lines()))
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
