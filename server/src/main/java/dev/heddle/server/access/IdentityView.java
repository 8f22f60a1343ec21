package dev.heddle.server.access;

import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.GrantReader;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Token;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identities, permission sets and tokens as JSON; no password, no secret. */
final class IdentityView {

  private IdentityView() {}

  static MapValue toValue(Identity identity) {
    String external = identity.external();
    return MapValue.builder()
        .put("id", identity.id())
        .put("kind", identity.kind().label())
        .put("login", identity.login())
        .put("display_name", identity.displayName())
        .put("disabled", identity.disabled())
        .put("roles", texts(identity.roles()))
        .put("groups", texts(identity.groups()))
        .put("external", external == null ? Value.nothing() : Value.of(external))
        .put("created_at", identity.createdAt().toString())
        .put("updated_at", identity.updatedAt().toString())
        .build();
  }

  static MapValue toValue(PermissionSet set) {
    return MapValue.builder()
        .put("ref", set.ref())
        .put("label", set.label())
        .put("description", set.description())
        .put("built_in", set.builtIn())
        .put("grants", GrantReader.toValue(set.grants()))
        .build();
  }

  static MapValue toValue(Token token) {
    List<Grant> grants = token.grants();
    return MapValue.builder()
        .put("id", token.id())
        .put("kind", token.kind().label())
        .put("name", token.name())
        .put("grants", grants == null ? Value.nothing() : GrantReader.toValue(grants))
        .put("created_at", token.createdAt().toString())
        .put("expires_at", time(token.expiresAt()))
        .build();
  }

  private static Value time(@Nullable Instant at) {
    return at == null ? Value.nothing() : Value.of(at.toString());
  }

  static ListValue texts(Collection<String> texts) {
    return new ListValue(texts.stream().sorted().<Value>map(Value::of).toList());
  }
}
