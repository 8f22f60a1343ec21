package dev.heddle.cli.command;

import dev.heddle.cli.input.ParameterFile;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.policies.PolicyView;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle policy set}. */
@Command(
    addMethodSubcommands = false,
    name = "set",
    description = "Puts a policy into force, in the place of the one of that ref.",
    footer = {"", "Examples:", "  heddle policy set limit.yaml"})
public final class PolicySetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The policy, as YAML or JSON.")
  private Path file;

  public PolicySetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MapValue document = ParameterFile.read(TextFile.read(file));
    try (Wiring wiring = context.openToLook()) {
      Policies policies = wiring.policies();
      String ref = document.get("ref") instanceof TextValue(String text) ? text : "";
      boolean isThere =
          policies.list().stream().anyMatch(listed -> listed.policy().ref().equals(ref));
      Policies.Listed set =
          RefusedException.valueOf(
              isThere ? policies.replace(ref, document) : policies.create(document));
      context.audit(wiring, "policy set", ref);
      if (context.options().isDocument()) {
        context.print(PolicyView.toValue(set));
      } else {
        context.print(ref + " is in force: " + PolicyListCommand.limits(set.policy()));
      }
    }
    return ExitCodes.COMPLETED;
  }
}
