package dev.heddle.cli.api;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tokens of a profile; a new pair replaces the old one in the file. */
final class StoredCredentials implements Credentials {

  private final Profiles profiles;
  private final String name;
  private @Nullable String token;

  StoredCredentials(Profiles profiles, String name, Profile profile) {
    this.profiles = profiles;
    this.name = name;
    this.token = profile.token();
  }

  @Override
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  @Override
  public boolean renew(String refused, Function<String, Optional<Pair>> ask) {
    Profiles.Book book = profiles.change(known -> renewed(known, refused, ask));
    String now = book.find(name).map(Profile::token).orElse(null);
    token = now;
    return now != null && !now.equals(refused);
  }

  /** Another command may have been faster: its token is as good. */
  private Profiles.Book renewed(
      Profiles.Book known, String refused, Function<String, Optional<Pair>> ask) {
    Profile profile = known.find(name).orElse(null);
    if (profile == null || profile.refresh() == null || !refused.equals(profile.token())) {
      return known;
    }
    return ask.apply(profile.refresh())
        .map(pair -> known.with(name, profile.withTokens(pair.token(), pair.refresh())))
        .orElse(known);
  }
}
