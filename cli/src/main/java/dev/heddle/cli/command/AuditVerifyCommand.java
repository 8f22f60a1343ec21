package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle audit verify}. */
@Command(
    addMethodSubcommands = false,
    name = "verify",
    description = "Reads the whole audit log and says whether anybody has changed it.",
    footer = {
      "",
      "Keep the hash it prints elsewhere: a log that was cut short and made fit again shows only",
      "in that the entry of that number has another hash. Exit code 1 if it was changed.",
      "",
      "Examples:",
      "  heddle audit verify"
    })
public final class AuditVerifyCommand implements Callable<Integer> {

  private final Context context;

  public AuditVerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      MapValue verdict = api.one(ApiRequest.get("/api/v1/audit/verify"));
      boolean intact = Shown.flag(verdict, "intact");
      if (context.options().isDocument()) {
        context.print(verdict);
      } else if (intact) {
        context.print(
            Shown.text(verdict, "entries")
                + " entries, all as they were written; the last is "
                + Shown.text(verdict, "hash"));
      } else {
        Messages.toError(context)
            .error(
                "the audit log was changed at entry " + Shown.text(verdict, "number"),
                Shown.text(verdict, "reason"));
      }
      return intact ? ExitCodes.COMPLETED : ExitCodes.FAILED;
    }
  }
}
