package dev.heddle.platform.access;

import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person or a program that can be recognised (S1-166).
 *
 * @param id never changes and is never given again
 * @param login what executions, answers and the audit log name
 * @param roles refs of the permission sets it has
 * @param groups what questions can be addressed to besides its login and roles
 * @param external who it is for an identity provider; null if it logs in here only
 */
public record Identity(
    String id,
    Kind kind,
    String login,
    String displayName,
    boolean disabled,
    Set<String> roles,
    Set<String> groups,
    @Nullable String external,
    Instant createdAt,
    Instant updatedAt) {

  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,127}");

  public Identity {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  /** Person or program. */
  public enum Kind {
    USER,
    /** Has tokens, but no password. */
    SERVICE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether a text can be a login. */
  public static boolean isLogin(String text) {
    return LOGIN.matcher(text).matches();
  }

  /** The names it may be addressed by, besides its login. */
  Set<String> names() {
    Set<String> names = new HashSet<>(roles);
    names.addAll(groups);
    names.add(id);
    return names;
  }
}
