package dev.heddle.platform.notification;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to one thing (S1-174).
 *
 * @param ref what permissions speak of: the workflow, trigger, rule or queue it belongs to
 * @param user whom it belongs to; null if nobody
 * @param trigger of events and enforcements
 */
public record Notification(
    Position position,
    String type,
    Entity entity,
    String id,
    String ref,
    @Nullable String user,
    @Nullable String trigger,
    MapValue payload,
    Instant at) {

  /** The kinds of things there is something to tell of, and what permits to see them. */
  public enum Entity {
    EXECUTION(Resource.EXECUTIONS),
    WORKFLOW_EXECUTION(Resource.EXECUTIONS),
    INQUIRY(Resource.INQUIRIES),
    EVENT(Resource.EVENTS),
    ENFORCEMENT(Resource.ENFORCEMENTS),
    WORK_QUEUE(Resource.QUEUES),
    WORK_QUEUE_ITEM(Resource.QUEUE_ITEMS),
    ARTIFACT(Resource.ARTIFACTS);

    private final Resource resource;

    Entity(Resource resource) {
      this.resource = resource;
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Entity> of(String label) {
      return Stream.of(values()).filter(each -> each.label().equals(label)).findFirst();
    }
  }

  private static final String STATUS_CHANGED = "execution_status_changed";

  /** Whether somebody may see the thing, and so hear of it: as when it is asked for. */
  public boolean isFor(Principal listener) {
    return listener.may(new Permission(entity.resource, Operation.READ), new Target(ref, id));
  }

  /** The same, and what is said besides: all executions here are executions of workflows. */
  Stream<Notification> told() {
    return type.equals(STATUS_CHANGED)
        ? Stream.of(
            this,
            new Notification(
                position,
                "workflow_" + type,
                Entity.WORKFLOW_EXECUTION,
                id,
                ref,
                user,
                trigger,
                payload,
                at))
        : Stream.of(this);
  }

  /**
   * <pre>{@code
   * {"type": "notification", "id", "notification_type", "entity_type", "entity_id", "user_id",
   *  "payload", "timestamp"}
   * }</pre>
   */
  public MapValue toValue() {
    return MapValue.builder()
        .put("type", "notification")
        .put("id", position.toString())
        .put("notification_type", type)
        .put("entity_type", entity.label())
        .put("entity_id", id)
        .put("user_id", user == null ? Value.nothing() : Value.of(user))
        .put("payload", payload)
        .put("timestamp", at.toString())
        .build();
  }
}
