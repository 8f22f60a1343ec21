package dev.heddle.platform.rule;

import dev.heddle.expressions.Template;
import dev.heddle.platform.timing.CatchUp;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Optional;

/**
 * If an event of this trigger fulfils these conditions, run that action with these parameters
 * (S1-149).
 *
 * @param triggerParams configure the rule's instance of the trigger; they do not filter (S1-154)
 * @param owner the login it acts for; empty for the system
 * @param document as it was written
 */
public record Rule(
    String ref,
    String label,
    String description,
    String trigger,
    MapValue triggerParams,
    Condition condition,
    String action,
    Template actionParams,
    List<String> permissionSets,
    boolean enabled,
    String owner,
    Optional<CatchUp> writtenCatchUp,
    Optional<Overlap> writtenOverlap,
    MapValue document) {

  public Rule {
    permissionSets = List.copyOf(permissionSets);
  }

  public CatchUp catchUp() {
    return writtenCatchUp.orElse(CatchUp.LATEST);
  }

  public Overlap overlap() {
    return writtenOverlap.orElse(Overlap.ALLOW);
  }

  public Rule withEnabled(boolean flag) {
    return with(flag, owner);
  }

  public Rule withOwner(String login) {
    return with(enabled, login);
  }

  private Rule with(boolean newEnabled, String newOwner) {
    return new Rule(
        ref,
        label,
        description,
        trigger,
        triggerParams,
        condition,
        action,
        actionParams,
        permissionSets,
        newEnabled,
        newOwner,
        writtenCatchUp,
        writtenOverlap,
        document);
  }
}
