package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.api.UnreachableException;
import dev.heddle.cli.input.UsageException;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.platform.Refusal;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a line or two, and the trace only to who asks for it. */
public final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final int MALFORMED = 400;

  private final Context context;

  public ErrorReport(Context context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    Messages messages = Messages.toError(context);
    String help = "see " + command.getCommandSpec().qualifiedName() + " --help";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      Set<String> known =
          unmatched.isUnknownOption()
              ? command.getCommandSpec().optionsMap().keySet()
              : command.getSubcommands().keySet();
      messages.error(
          "there is no " + kind(unmatched) + " '" + word + "' here",
          Suggestion.nearest(word.replaceFirst("=.*", ""), known)
              .map(nearest -> "did you mean " + nearest + "? else " + help)
              .orElse(help));
    } else {
      messages.error(String.valueOf(wrong.getMessage()), help);
    }
    return ExitCodes.INVALID;
  }

  private static String kind(UnmatchedArgumentException unmatched) {
    if (unmatched.isUnknownOption()) {
      return "option";
    }
    return unmatched.getCommandLine().getSubcommands().isEmpty() ? "place for" : "command";
  }

  @Override
  public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
    Messages messages = Messages.toError(context);
    if (failed instanceof UsageException wrong) {
      messages.error(wrong);
      return ExitCodes.INVALID;
    }
    if (failed instanceof RefusedException refused) {
      messages.refusal(refused.refusal(), refused.hint());
      return refused.refusal().kind() == Refusal.Kind.INVALID
          ? ExitCodes.INVALID
          : ExitCodes.FAILED;
    }
    if (failed instanceof ApiException refused) {
      messages.refusal(refused);
      return refused.status() == MALFORMED ? ExitCodes.INVALID : ExitCodes.FAILED;
    }
    if (failed instanceof UnreachableException away) {
      messages.error(String.valueOf(away.getMessage()), away.hint());
      return ExitCodes.FAILED;
    }
    String message = failed.getMessage();
    messages.error(
        message == null ? failed.getClass().getSimpleName() : message,
        context.options().verbose() ? "" : "run it with -v to see more");
    if (context.options().verbose()) {
      failed.printStackTrace(context.terminal().err());
    }
    return ExitCodes.FAILED;
  }
}
