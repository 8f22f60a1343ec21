package dev.heddle.platform.catalog;

import dev.heddle.model.Parameter;
import dev.heddle.model.Parameters.Violation;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.ConfigSchema;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The configurations of installed packs (S1-135). A task sees what is set when its input is
 * evaluated, so a new value is taken by executions that are running already.
 */
public final class Configurations {

  private static final int LARGEST = 1 << 18;
  private static final int LONGEST_NAME = 255;

  private final CatalogStore store;
  private final ServerKey key;
  private final LiveSight live;

  public Configurations(CatalogStore store, ServerKey key, LiveSight live) {
    this.store = store;
    this.key = key;
    this.live = live;
  }

  /** The configuration of a pack: 404 if there is none. */
  public Answer<Configuration> find(String pack) {
    return live.pack(pack)
        .<Answer<Configuration>>map(row -> Answer.done(Configuration.of(pack, live.overlay(row))))
        .orElseGet(() -> missing(pack));
  }

  /**
   * Sets and unsets values, all or none: 400 with every one that the pack's schema does not allow.
   *
   * @param set by name; what is marked as a secret is never shown again
   */
  public Answer<Configuration> change(String pack, MapValue set, Set<String> unset) {
    PackRow row = live.pack(pack).orElse(null);
    if (row == null) {
      return missing(pack);
    }
    List<FieldError> errors = new ArrayList<>(FieldError.brokenTexts("", set));
    for (Violation wrong : live.content(row).schema().fit(set).wrong()) {
      errors.add(new FieldError(wrong.path(), wrong.message()));
    }
    set.entries()
        .forEach((name, value) -> {
          if (value.plain() instanceof NullValue) {
            errors.add(new FieldError(name, "null is no value of a setting; unset it instead"));
          }
          if (name.isBlank() || name.length() > LONGEST_NAME) {
            errors.add(new FieldError(name, "this is no name of a setting"));
          }
        });
    if (Json.writeRevealed(set).length() > LARGEST) {
      errors.add(new FieldError("", "the values have more than " + LARGEST + " characters"));
    }
    if (!errors.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("invalid_config", "The configuration is not valid", errors));
    }
    MapValue marked = marked(set, live.content(row).schema());
    boolean changed =
        store.changeConfig(
            pack,
            sealed -> ConfigSettings.open(pack, sealed, key).with(marked, unset).seal(pack, key));
    live.reload();
    return changed ? find(pack) : missing(pack);
  }

  /** What is a secret now stays one, whatever a later version of the pack says. */
  private static MapValue marked(MapValue set, ConfigSchema schema) {
    MapValue.Builder marked = MapValue.builder();
    set.entries()
        .forEach((name, value) -> {
          Parameter setting = schema.settings().byName().get(name);
          marked.put(name, setting != null && setting.secret() ? SecretValue.mark(value) : value);
        });
    return marked.build();
  }

  private static Answer<Configuration> missing(String pack) {
    return Answer.refused(Refusal.notFound("unknown_pack", "There is no pack `" + pack + "`"));
  }
}
