package dev.heddle.platform.access;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, and what they may do.
 *
 * @param login what executions, answers and the audit log name; empty for nobody
 * @param groups what else they are addressed by: the roles and groups of an identity
 * @param credential which token or session proved it; null if none did
 */
public record Principal(
    Kind kind, String login, Set<String> groups, Rights rights, @Nullable Credential credential) {

  public Principal {
    groups = Set.copyOf(groups);
  }

  /** What sort of actor. */
  public enum Kind {
    ANONYMOUS,
    /** The person at this machine, who can read the database and its keys anyway. */
    OPERATOR,
    USER,
    SERVICE,
    /** A task under way; bound to its attempt. */
    EXECUTION,
    SENSOR,
    WORKER,
    /** Heddle itself: timers, rules. */
    SYSTEM;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What proved who it is.
   *
   * @param id of the session or token; for an execution token the attempt it is bound to
   */
  public record Credential(String id) {}

  /** Nobody: sees what is public. */
  public static Principal anonymous() {
    return new Principal(Kind.ANONYMOUS, "", Set.of(), Rights.NONE, null);
  }

  /** The person at this machine, who may do everything. */
  public static Principal operator(String login) {
    return new Principal(Kind.OPERATOR, login, Set.of(), Rights.ALL, null);
  }

  /** Whom things it makes act for: the person at this machine is the system, which is empty. */
  public String owner() {
    return kind == Kind.OPERATOR ? "" : login;
  }

  public boolean isAnonymous() {
    return kind == Kind.ANONYMOUS;
  }

  public boolean may(Permission permission) {
    return rights.may(permission);
  }

  public boolean may(Permission permission, Target target) {
    return rights.may(permission, target);
  }
}
