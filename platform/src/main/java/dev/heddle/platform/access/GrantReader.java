package dev.heddle.platform.access;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.FieldError;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads and writes grants as JSON (S1-167): {@code {resource, actions, constraints {refs, ids,
 * pack_refs}}}. Every mistake is collected; a grant with a mistake is none.
 */
public final class GrantReader {

  private static final Set<String> KEYS = Set.of("resource", "actions", "constraints");
  private static final Set<String> LIMITS = Set.of("refs", "ids", "pack_refs");
  private static final int MOST = 200;

  private final List<FieldError> errors = new ArrayList<>();

  /** What was wrong so far. */
  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /**
   * Reads a list of grants.
   *
   * @param path where it stands, for errors
   */
  public List<Grant> read(Value value, String path) {
    if (!(value instanceof ListValue list) || list.items().size() > MOST) {
      errors.add(new FieldError(path, "must be a list of at most " + MOST + " grants"));
      return List.of();
    }
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      grant(list.items().get(i), path + "." + i, grants);
    }
    return grants;
  }

  private void grant(Value value, String path, List<Grant> grants) {
    if (!(value instanceof MapValue map)) {
      errors.add(new FieldError(path, "must be an object"));
      return;
    }
    int before = errors.size();
    onlyKnown(map, KEYS, path);
    Resource resource = null;
    if (map.get("resource") instanceof TextValue text) {
      resource = Resource.of(text.text()).orElse(null);
    }
    if (resource == null) {
      errors.add(new FieldError(path + ".resource", "must be one of " + labels(Resource.values())));
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (String label : texts(map, "actions", path)) {
      Operation.of(label)
          .ifPresentOrElse(
              operations::add,
              () ->
                  errors.add(
                      new FieldError(
                          path + ".actions", "must be some of " + labels(Operation.values()))));
    }
    if (operations.isEmpty() && errors.size() == before) {
      errors.add(new FieldError(path + ".actions", "must name at least one"));
    }
    Reach.Limit limit = limit(map.getOr("constraints", MapValue.EMPTY), path + ".constraints");
    if (errors.size() == before && resource != null) {
      grants.add(new Grant(resource, operations, limit));
    }
  }

  private Reach.Limit limit(Value value, String path) {
    if (!(value instanceof MapValue map)) {
      errors.add(new FieldError(path, "must be an object"));
      return Reach.Limit.NONE;
    }
    onlyKnown(map, LIMITS, path);
    return new Reach.Limit(
        constraint(map, "refs", path),
        constraint(map, "ids", path),
        constraint(map, "pack_refs", path));
  }

  /** An empty list would read as "nothing" and mean "everything": it is refused. */
  private Set<String> constraint(MapValue map, String key, String path) {
    Set<String> texts = texts(map, key, path);
    if (map.get(key) != null && texts.isEmpty()) {
      errors.add(new FieldError(path + "." + key, "must name at least one, or be left out"));
    }
    return texts;
  }

  private Set<String> texts(MapValue map, String key, String path) {
    Value value = map.get(key);
    if (value == null) {
      return Set.of();
    }
    Set<String> texts = new TreeSet<>();
    if (value instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof TextValue text && !text.text().isBlank()) {
          texts.add(text.text());
        } else {
          errors.add(new FieldError(path + "." + key, "must be a list of strings"));
        }
      }
      return texts;
    }
    errors.add(new FieldError(path + "." + key, "must be a list of strings"));
    return texts;
  }

  private void onlyKnown(MapValue map, Set<String> known, String path) {
    for (String key : map.keys()) {
      if (!known.contains(key)) {
        errors.add(new FieldError(path + "." + key, "there is no such field, only " + known));
      }
    }
  }

  private static String labels(Enum<?>[] all) {
    return java.util.Arrays.stream(all)
        .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** The JSON form of grants. */
  public static ListValue toValue(List<Grant> grants) {
    return new ListValue(grants.stream().<Value>map(GrantReader::toValue).toList());
  }

  private static MapValue toValue(Grant grant) {
    MapValue.Builder members =
        MapValue.builder()
            .put("resource", grant.resource().label())
            .put("actions", list(grant.operations().stream().map(Operation::label).toList()));
    MapValue.Builder limits = MapValue.builder();
    put(limits, "refs", grant.limit().refs());
    put(limits, "ids", grant.limit().ids());
    put(limits, "pack_refs", grant.limit().packs());
    MapValue constraints = limits.build();
    return (constraints.isEmpty() ? members : members.put("constraints", constraints)).build();
  }

  private static void put(MapValue.Builder limits, String key, Set<String> texts) {
    if (!texts.isEmpty()) {
      limits.put(key, list(List.copyOf(texts)));
    }
  }

  private static ListValue list(List<String> texts) {
    return new ListValue(texts.stream().sorted().<Value>map(Value::of).toList());
  }
}
