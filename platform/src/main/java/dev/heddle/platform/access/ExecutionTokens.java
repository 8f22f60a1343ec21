package dev.heddle.platform.access;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.PermissionSets;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.platform.keys.ServerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of tasks under way (S1-166, S1-168): bound to one attempt and good for nothing when it has
 * ended. None is kept anywhere, so handing out attempts costs no row.
 */
public final class ExecutionTokens {

  /** What a task may do that asks for nothing else. */
  public static final String STANDARD = PermissionSets.STANDARD;

  static final String PREFIX = "hdx_";

  private static final int LONGEST = 1000;

  private final ServerKey key;
  private final RunningAttempts running;
  private final Roles roles;
  private final StarterRights starters;

  ExecutionTokens(
      IdentityStore identities, StarterRights starters, RunningAttempts running, ServerKey key) {
    this.starters = starters;
    this.running = running;
    this.key = key;
    this.roles = new Roles(identities);
  }

  /**
   * A token for an attempt.
   *
   * @param sets refs of permission sets; {@link #STANDARD} is what a task of its pack may do
   */
  public String issue(AttemptId attempt, List<String> sets) {
    String text = attempt + " " + String.join(",", sets);
    return PREFIX + text.replace(' ', '~') + "~" + key.fingerprint("attempt " + text);
  }

  /** Who presents a token of {@link #issue}; empty if it proves nothing any more. */
  Optional<Principal> principal(String token) {
    String[] parts = token.substring(PREFIX.length()).split("~", -1);
    if (token.length() > LONGEST || parts.length != 3) {
      return Optional.empty();
    }
    String mark = key.fingerprint("attempt " + parts[0] + " " + parts[1]);
    if (!MessageDigest.isEqual(
        mark.getBytes(StandardCharsets.UTF_8), parts[2].getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    return AttemptId.parse(parts[0])
        .flatMap(attempt ->
            running
                .executionOf(attempt)
                .map(execution ->
                    new Principal(
                        Principal.Kind.EXECUTION,
                        execution.origin().startedBy(),
                        Set.of(),
                        rights(execution, List.of(parts[1].split(",", -1))),
                        new Principal.Credential(attempt.toString()))));
  }

  /** What the named sets permit, of what the starter may hand on now. */
  private Rights rights(Execution execution, List<String> sets) {
    List<Grant> grants = new ArrayList<>();
    for (String set : sets) {
      if (set.equals(STANDARD)) {
        grants.addAll(allowedStandard(execution));
      } else {
        roles.find(set).ifPresent(found -> grants.addAll(delegable(execution, found.grants())));
      }
    }
    return new Rights(grants);
  }

  private List<Grant> delegable(Execution execution, List<Grant> grants) {
    return starters.now(execution.origin().starter()).narrowedTo(grants).grants();
  }

  /** Everybody's, but for what a rule started with other permission sets only (S1-149). */
  private List<Grant> allowedStandard(Execution execution) {
    List<Grant> standard = standard(execution);
    List<String> limits = execution.origin().permissionSets();
    return limits.isEmpty() || limits.contains(STANDARD)
        ? standard
        : delegable(execution, standard.stream().flatMap(Grant::single).toList());
  }

  private static List<Grant> standard(Execution execution) {
    String workflow = execution.workflow();
    Reach.Limit pack = Reach.Limit.pack(workflow.substring(0, Math.max(0, workflow.indexOf('.'))));
    Reach.Limit itself = new Reach.Limit(Set.of(), Set.of(execution.id().toString()), Set.of());
    return List.of(
        Grant.of(Resource.KEYS, Operation.READ, Operation.CREATE, Operation.UPDATE).within(pack),
        Grant.of(Resource.ARTIFACTS, Operation.READ, Operation.CREATE).within(pack),
        Grant.of(Resource.EXECUTIONS, Operation.READ).within(itself),
        Grant.of(Resource.EVENTS, Operation.CREATE),
        Grant.of(Resource.INQUIRIES, Operation.CREATE));
  }
}
