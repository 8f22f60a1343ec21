package dev.heddle.platform.catalog;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters.Violation;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a pack and their values (S1-135).
 *
 * @param unfit what was set and has no effect, since the pack does not allow it any more
 */
public record Configuration(String pack, List<Setting> settings, List<Violation> unfit) {

  public Configuration {
    settings = List.copyOf(settings);
    unfit = List.copyOf(unfit);
  }

  /**
   * One setting.
   *
   * @param value what workflows see; a secret is marked; empty if there is none
   * @param set whether it was set here rather than by the pack
   */
  public record Setting(
      String name,
      ParameterType type,
      String description,
      boolean required,
      boolean secret,
      Optional<Value> value,
      boolean set) {}

  static Configuration of(String pack, ConfigOverlay overlay) {
    Set<String> names = new LinkedHashSet<>(overlay.schema().settings().byName().keySet());
    names.addAll(overlay.values().keys());
    List<Setting> settings = new ArrayList<>();
    for (String name : names) {
      Optional<Parameter> declared =
          Optional.ofNullable(overlay.schema().settings().byName().get(name));
      Optional<Value> value = Optional.ofNullable(overlay.values().get(name));
      settings.add(
          new Setting(
              name,
              declared.map(Parameter::type).orElse(ParameterType.ANY),
              declared.map(Parameter::description).orElse(""),
              declared.map(Parameter::required).orElse(false),
              declared.map(Parameter::secret).orElse(false)
                  || value.map(SecretValue.class::isInstance).orElse(false),
              value,
              overlay.set().has(name)));
    }
    return new Configuration(pack, settings, overlay.unfit());
  }

  public Optional<Setting> setting(String name) {
    return settings.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
