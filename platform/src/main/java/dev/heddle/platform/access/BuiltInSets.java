package dev.heddle.platform.access;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.DELETE;
import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.RESPOND;
import static dev.heddle.platform.access.Operation.UPDATE;

import dev.heddle.engine.port.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The permission sets that are always there (S1-167), each with all of the one before it. */
public final class BuiltInSets {

  /** What only administrators see: who is who, what happened, how the installation fares. */
  private static final Set<Resource> INNER =
      EnumSet.of(Resource.IDENTITIES, Resource.WORKERS, Resource.AUDIT, Resource.SYSTEM);

  private static final Set<Resource> AUTHORED =
      EnumSet.of(
          Resource.PACKS,
          Resource.ACTIONS,
          Resource.WORKFLOWS,
          Resource.RULES,
          Resource.TRIGGERS,
          Resource.SENSORS,
          Resource.QUEUES,
          Resource.POLICIES,
          Resource.ARTIFACTS,
          Resource.SUBSCRIPTIONS,
          Resource.KEYS);

  public static final PermissionSet VIEWER =
      new PermissionSet("viewer", "Viewer", "Looks at everything of the work", viewing(), true);

  public static final PermissionSet EXECUTOR =
      new PermissionSet(
          "executor", "Executor", "Also starts, steers and answers", executing(), true);

  public static final PermissionSet EDITOR =
      new PermissionSet("editor", "Editor", "Also changes what is defined", editing(), true);

  public static final PermissionSet ADMIN =
      new PermissionSet("admin", "Administrator", "May do everything", everything(), true);

  public static final List<PermissionSet> ALL = List.of(VIEWER, EXECUTOR, EDITOR, ADMIN);

  private BuiltInSets() {}

  public static Optional<PermissionSet> find(String ref) {
    return ALL.stream().filter(set -> set.ref().equals(ref)).findFirst();
  }

  private static List<Grant> viewing() {
    return Arrays.stream(Resource.values())
        .filter(resource -> !INNER.contains(resource))
        .map(resource -> Grant.of(resource, READ))
        .toList();
  }

  private static List<Grant> executing() {
    List<Grant> grants = new ArrayList<>(viewing());
    grants.add(Grant.of(Resource.ACTIONS, EXECUTE));
    grants.add(Grant.of(Resource.WORKFLOWS, EXECUTE));
    grants.add(Grant.of(Resource.EXECUTIONS, EXECUTE));
    grants.add(Grant.of(Resource.INQUIRIES, RESPOND));
    grants.add(Grant.of(Resource.QUEUE_ITEMS, CREATE, UPDATE));
    return grants;
  }

  private static List<Grant> editing() {
    List<Grant> grants = new ArrayList<>(executing());
    AUTHORED.forEach(resource -> grants.add(Grant.of(resource, CREATE, UPDATE, DELETE)));
    grants.add(Grant.of(Resource.KEYS, Operation.DECRYPT));
    grants.add(Grant.of(Resource.QUEUE_ITEMS, DELETE));
    return grants;
  }

  private static List<Grant> everything() {
    return Arrays.stream(Resource.values()).map(BuiltInSets::all).toList();
  }

  /** Events come from sensors and executions, questions from executions (S1-148, S1-110). */
  private static Grant all(Resource resource) {
    EnumSet<Operation> operations = EnumSet.allOf(Operation.class);
    if (resource == Resource.EVENTS || resource == Resource.INQUIRIES) {
      operations.remove(CREATE);
    }
    return new Grant(resource, operations, Reach.Limit.NONE);
  }
}
