package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.input.UsageException;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle queue push}. */
@Command(
    addMethodSubcommands = false,
    name = "push",
    description = "Puts a piece of work in.",
    footer = {
      "",
      "Examples:",
      "  heddle queue push my_pack.orders '{\"order\": 17}' --key order-17 --priority 5",
      "  heddle queue push my_pack.orders < order.json"
    })
public final class QueuePushCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The queue.")
  private String ref = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PAYLOAD",
      description = "A JSON object; read from standard input if left out.")
  private @Nullable String payload;

  @Option(names = "--key", paramLabel = "KEY", description = "The same for the same work.")
  private @Nullable String key;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "The higher, the sooner; that of the queue if left out.")
  private @Nullable Integer priority;

  public QueuePushCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return context.perform(
        ApiRequest.post("/api/v1/queues/{}/items", ref)
            .with("item_key", key)
            .with("priority", priority == null ? null : Value.of(priority))
            .with("payload", read()),
        put -> "item " + Shown.text(put, "id") + " of " + ref + " is " + Shown.text(put, "state"));
  }

  private MapValue read() throws IOException {
    String text =
        payload == null ? TextFile.read("standard input", context.terminal().in()).text() : payload;
    if (TypedText.read(text) instanceof MapValue map) {
      return map;
    }
    throw new UsageException("the payload of an item is a JSON object");
  }
}
