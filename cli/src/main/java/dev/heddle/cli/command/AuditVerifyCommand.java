package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.audit.AuditLog;
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
    AuditLog.Verdict verdict;
    try (Wiring wiring = context.openToLook()) {
      verdict = wiring.access().audit().verify();
    }
    return switch (verdict) {
      case AuditLog.Verdict.Intact(long entries, String hash) -> {
        if (context.options().isDocument()) {
          context.print(
              MapValue.builder()
                  .put("intact", true)
                  .put("entries", entries)
                  .put("hash", hash)
                  .build());
        } else {
          context.print(entries + " entries, all as they were written; the last is " + hash);
        }
        yield ExitCodes.COMPLETED;
      }
      case AuditLog.Verdict.Broken(long number, String reason) -> {
        if (context.options().isDocument()) {
          context.print(
              MapValue.builder()
                  .put("intact", false)
                  .put("number", number)
                  .put("reason", reason)
                  .build());
        } else {
          Messages.toError(context).error("the audit log was changed at entry " + number, reason);
        }
        yield ExitCodes.FAILED;
      }
    };
  }
}
