package dev.heddle.server.resource;

import dev.heddle.platform.keys.Key;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.Keys;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;

/** Stored keys (S1-158). Their values go in and never come out (security row 22). */
public final class KeyResource {

  private static final int LONGEST = 255;

  private final Keys keys;

  public KeyResource(Keys keys) {
    this.keys = keys;
  }

  public Reply list(Call call) {
    return Paging.of(call.query("page", "per_page")).part(keys.list(), KeyResource::toValue);
  }

  /** Sets a key, whether there is one or not; without `encrypted` its value is a secret. */
  public Reply set(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST);
    String name = fields.text("name").orElse(ref);
    Optional<KeyOwner.Type> type =
        fields.oneOf("owner_type", KeyOwner.Type.values(), KeyOwner.Type::label);
    String owner = fields.text("owner").orElse("");
    boolean encrypted = fields.flag("encrypted").orElse(true);
    Value value = fields.required("value").orElse(Value.nothing());
    KeyOwner.Type kind = type.orElse(KeyOwner.Type.SYSTEM);
    if (isMisnamed(kind, owner)) {
      fields.refuse("owner", "names the owner; only the system has none");
    }
    fields.end();
    Key key = Answers.of(keys.set(new KeyOwner(kind, owner), ref, name, value, encrypted));
    return Reply.data(toValue(key));
  }

  public Reply delete(Call call) {
    Query query = call.query("owner_type", "owner");
    KeyOwner.Type type =
        query
            .oneOf("owner_type", KeyOwner.Type.values(), KeyOwner.Type::label)
            .orElse(KeyOwner.Type.SYSTEM);
    String owner = query.text("owner").orElse("");
    if (isMisnamed(type, owner)) {
      throw ProblemException.invalid("query.owner", "names the owner; only the system has none");
    }
    String ref = call.path("key_ref");
    if (!keys.delete(new KeyOwner(type, owner), ref)) {
      throw ProblemException.notFound("There is no such key.");
    }
    return Reply.data(MapValue.builder().put("ref", ref).put("deleted", true).build());
  }

  private static boolean isMisnamed(KeyOwner.Type type, String owner) {
    return (type == KeyOwner.Type.SYSTEM) != owner.isEmpty();
  }

  private static MapValue toValue(Key key) {
    return MapValue.builder()
        .put("ref", key.ref())
        .put("name", key.name())
        .put("owner_type", key.owner().type().label())
        .put("owner", key.owner().name())
        .put("encrypted", key.encrypted())
        .put("created_at", key.createdAt().toString())
        .put("updated_at", key.updatedAt().toString())
        .build();
  }
}
