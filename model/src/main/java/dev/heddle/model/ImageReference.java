package dev.heddle.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a container image: {@code registry/repository:tag@digest}, all but the repository
 * optional.
 *
 * @param registry the host it is pulled from; {@code docker.io} if the name says nothing
 */
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<String> digest) {

  public static final String DEFAULT_REGISTRY = "docker.io";

  private static final int LONGEST = 255;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<registry>localhost(?::\\d{1,5})?|[A-Za-z0-9-]+(?:(?:\\.[A-Za-z0-9-]+)+(?::\\d{1,5})?|:\\d{1,5}))/)?"
              + "(?<repository>[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)"
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
              + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");

  /** Reads a name as a container engine does; empty if it is none. */
  public static Optional<ImageReference> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (name.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    String registry = matcher.group("registry");
    return Optional.of(
        new ImageReference(
            registry == null ? DEFAULT_REGISTRY : registry,
            matcher.group("repository"),
            Optional.ofNullable(matcher.group("tag")),
            Optional.ofNullable(matcher.group("digest"))));
  }

  /** Whether the name alone does not say which image it is: no tag, or {@code latest} (U-06). */
  public boolean isFloating() {
    return digest.isEmpty() && tag.map(written -> written.equals("latest")).orElse(true);
  }
}
