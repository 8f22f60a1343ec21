package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a line or two, and the trace only to who asks for it. */
public final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Context context;

  public ErrorReport(Context context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    Messages messages = Messages.toError(context);
    messages.error(
        String.valueOf(wrong.getMessage()),
        "see " + command.getCommandSpec().qualifiedName() + " --help");
    UnmatchedArgumentException.printSuggestions(wrong, context.terminal().err());
    return ExitCodes.INVALID;
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
