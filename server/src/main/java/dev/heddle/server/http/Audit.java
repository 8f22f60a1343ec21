package dev.heddle.server.http;

import dev.heddle.platform.access.Principal;
import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.platform.audit.AuditLog;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes what requests changed, and what known callers were refused. The one place for all routes:
 * a new one is in the log by being in the table. Bodies never are.
 */
public final class Audit {

  private static final int LONGEST = 500;

  /** Events are stored for ever as they came; a second row of each would only slow them down. */
  private static final Set<String> STORED_AS_EVENTS = Set.of("receiveWebhook", "emitEvent");

  /** A token may stand in a path by mistake: where an id belongs, in a request that is refused. */
  private static final Pattern TOKEN = Pattern.compile("hd[lx]_[\\w.~,-]+");

  /** A browser comes back from an identity provider by a link; it has a session then. */
  private static final Set<String> CHANGE_BY_LOOKING = Set.of("finishOidcLogin");

  private final AuditLog log;

  public Audit(AuditLog log) {
    this.log = log;
  }

  /**
   * Writes one request, if it is one for the log; then its answer may leave.
   *
   * @param outcome {@code done}, or the code of the refusal
   */
  void record(Route route, Call call, String location, String outcome) {
    boolean refused = outcome.equals(ProblemCode.FORBIDDEN.label());
    Principal caller = call.caller();
    boolean changes =
        route.method().changesState() || CHANGE_BY_LOOKING.contains(route.operation());
    if (!changes && !refused) {
      return;
    }
    if (STORED_AS_EVENTS.contains(route.operation()) && !refused) {
      return;
    }
    if (caller.isAnonymous() && isNoise(outcome)) {
      return;
    }
    Principal.Credential credential = caller.credential();
    log.record(
        new AuditEntry.Deed(
            caller.login(),
            caller.kind().label(),
            credential == null ? "" : credential.id(),
            route.operation(),
            shortened(target(route, call, location)),
            outcome,
            call.request()));
  }

  /** What anybody can cause without end would fill the log. */
  private static boolean isNoise(String outcome) {
    return outcome.equals(ProblemCode.UNAUTHENTICATED.label()) || outcome.equals("too_many_logins");
  }

  private static String target(Route route, Call call, String location) {
    // Without an identity the path itself may be the proof: it stays out of the log.
    boolean isOpen = route.policy() instanceof Policy.Open;
    Map<String, String> names = new TreeMap<>(isOpen ? Map.of() : call.paths());
    if (!location.isEmpty()) {
      names.put("made", location);
    }
    if (!call.about().isEmpty()) {
      names.put("about", call.about());
    }
    return names.entrySet().stream()
        .map(name -> name.getKey() + "=" + name.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String shortened(String text) {
    String masked = TOKEN.matcher(text).replaceAll("[secret]");
    return masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked;
  }
}
