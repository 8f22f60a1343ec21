package dev.heddle.dialects.schema;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.placement.Affinity;
import dev.heddle.model.placement.Affinity.Preference;
import dev.heddle.model.placement.Affinity.Term;
import dev.heddle.model.placement.Placement;
import dev.heddle.model.placement.Toleration;
import dev.heddle.model.placement.Toleration.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads {@code worker_selector}, {@code worker_tolerations} and {@code worker_affinity} of an
 * action or a task (S1-169). Operators and effects may be written as Kubernetes does.
 */
public final class PlacementReader {

  /** The fields it reads. */
  public static final List<String> KEYS =
      List.of("worker_selector", "worker_tolerations", "worker_affinity");

  private static final Set<String> TOLERATION = keys("key", "operator", "value", "effect");
  private static final Set<String> AFFINITY = keys("required", "preferred");
  private static final Set<String> TERM = keys("key", "operator", "values");
  private static final Set<String> PREFERENCE = keys("weight", "key", "operator", "values");
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final Diagnostics diagnostics;

  public PlacementReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** What the fields of an action or a task say; what is wrong is in the diagnostics. */
  public Placement read(YamlFields fields) {
    return new Placement(
        fields.map("worker_selector").map(map -> selector(map, fields.owner())),
        fields
            .list("worker_tolerations")
            .map(list -> each(list, fields, "worker_tolerations", this::toleration)),
        fields.map("worker_affinity").map(map -> affinity(map, fields.owner())));
  }

  private static Set<String> keys(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }

  private Map<String, String> selector(YamlMap map, String owner) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      if (entry.node() instanceof YamlScalar scalar && !scalar.isNull()) {
        labels.put(entry.key(), scalar.text());
        continue;
      }
      wrongType("the label `" + entry.key() + "` of " + owner, "a text", entry.node());
    }
    return labels;
  }

  private <T> List<T> each(
      YamlList list,
      YamlFields owner,
      String key,
      BiFunction<YamlMap, String, Optional<T>> reader) {
    List<T> read = new ArrayList<>();
    String name = "an entry of `" + key + "` of " + owner.owner();
    for (YamlNode node : list.items()) {
      if (node instanceof YamlMap map) {
        reader.apply(map, name).ifPresent(read::add);
        continue;
      }
      wrongType(name, "a map", node);
    }
    return read;
  }

  private Optional<Toleration> toleration(YamlMap map, String owner) {
    YamlFields fields = fields(map, owner, TOLERATION);
    Toleration.Operator operator =
        choice(fields, "operator", Toleration.Operator.class).orElse(Toleration.Operator.EQUAL);
    if (operator == Toleration.Operator.EQUAL && fields.requiredText("key").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Toleration(
            text(fields, "key"),
            operator,
            text(fields, "value"),
            choice(fields, "effect", Effect.class)));
  }

  private Affinity affinity(YamlMap map, String owner) {
    YamlFields fields = fields(map, "`worker_affinity` of " + owner, AFFINITY);
    return new Affinity(
        fields
            .list("required")
            .map(list ->
                each(list, fields, "required", (each, name) -> term(fields(each, name, TERM))))
            .orElse(List.of()),
        fields
            .list("preferred")
            .map(list -> each(list, fields, "preferred", this::preference))
            .orElse(List.of()));
  }

  private Optional<Preference> preference(YamlMap map, String owner) {
    YamlFields fields = fields(map, owner, PREFERENCE);
    int weight = fields.integer("weight", 1, 100).orElse(1);
    return term(fields).map(term -> new Preference(weight, term));
  }

  private Optional<Term> term(YamlFields fields) {
    Affinity.Operator operator =
        choice(fields, "operator", Affinity.Operator.class).orElse(Affinity.Operator.IN);
    List<String> values = fields.texts("values").stream().map(YamlScalar::text).toList();
    boolean compares = operator == Affinity.Operator.IN || operator == Affinity.Operator.NOT_IN;
    if (compares) {
      fields.requiredNode("values");
    }
    return fields.requiredText("key").map(key -> new Term(key.text(), operator, values));
  }

  private YamlFields fields(YamlMap map, String owner, Set<String> allowed) {
    return new YamlFields(map, owner, allowed, diagnostics);
  }

  private static String text(YamlFields fields, String key) {
    return fields
        .node(key)
        .filter(YamlScalar.class::isInstance)
        .map(node -> ((YamlScalar) node).text())
        .orElse("");
  }

  /** {@code NoSchedule} as well as {@code no_schedule}. */
  private <E extends Enum<E>> Optional<E> choice(YamlFields fields, String key, Class<E> type) {
    Optional<YamlScalar> written = fields.text(key);
    if (written.isPresent()) {
      String label =
          WORD_START.matcher(written.get().text()).replaceAll("_").toUpperCase(Locale.ROOT);
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equals(label)) {
          return Optional.of(constant);
        }
      }
    }
    return fields.choice(key, type);
  }

  private void wrongType(String owner, String expected, YamlNode found) {
    diagnostics.error(
        "wrong_type", owner + " must be " + expected + ", not " + found.kind(), "", found.span());
  }
}
