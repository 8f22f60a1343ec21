package dev.heddle.server.resource;

import dev.heddle.model.Parameters.Violation;
import dev.heddle.platform.catalog.Configuration;
import dev.heddle.platform.catalog.Configuration.Setting;
import dev.heddle.platform.catalog.Configurations;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Reply;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.Set;

/** The settings of packs (S1-135). Secrets go in and never come out (security row 22). */
public final class ConfigurationResource {

  private final Configurations configurations;

  public ConfigurationResource(Configurations configurations) {
    this.configurations = configurations;
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(toValue(Answers.of(configurations.find(call.path("pack_ref")))));
  }

  /** Sets one value. */
  public Reply set(Call call) {
    Fields fields = call.body();
    Value value = fields.required("value").orElse(Value.nothing());
    boolean secret = fields.flag("secret").orElse(false);
    fields.end();
    MapValue set = MapValue.EMPTY.with(call.path("name"), secret ? SecretValue.mark(value) : value);
    return Reply.data(
        toValue(Answers.of(configurations.change(call.path("pack_ref"), set, Set.of()))));
  }

  /** Lets the default be seen again. */
  public Reply unset(Call call) {
    call.body().end();
    Set<String> unset = Set.of(call.path("name"));
    return Reply.data(
        toValue(Answers.of(configurations.change(call.path("pack_ref"), MapValue.EMPTY, unset))));
  }

  private static MapValue toValue(Configuration configuration) {
    return MapValue.builder()
        .put("pack", configuration.pack())
        .put(
            "settings",
            new ListValue(
                configuration.settings().stream()
                    .<Value>map(ConfigurationResource::toValue)
                    .toList()))
        .put(
            "without_effect",
            new ListValue(
                configuration.unfit().stream().<Value>map(ConfigurationResource::toValue).toList()))
        .build();
  }

  private static MapValue toValue(Setting setting) {
    return MapValue.builder()
        .put("name", setting.name())
        .put("type", setting.type().label())
        .put("description", setting.description())
        .put("required", setting.required())
        .put("secret", setting.secret())
        .put("set", setting.set())
        .put("value", setting.value().orElse(Value.nothing()))
        .build();
  }

  private static MapValue toValue(Violation wrong) {
    return MapValue.builder().put("path", wrong.path()).put("message", wrong.message()).build();
  }
}
