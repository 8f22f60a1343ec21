package dev.heddle.platform.catalog;

import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackWorkflow;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A fixed set of packs as JSON and back.
 *
 * @param workflows their workflows: ref to checksum
 */
record BundleContent(List<PackContent> packs, Map<String, String> workflows) {

  /** The JSON of a set of packs; {@code checksum} is that of one workflow. */
  static MapValue toValue(List<Pack> packs, Function<PackWorkflow, String> checksum) {
    List<Pack> sorted = packs.stream().sorted(Comparator.comparing(Pack::ref)).toList();
    MapValue.Builder workflows = MapValue.builder();
    for (Pack pack : sorted) {
      pack.workflows().forEach(each -> workflows.put(each.ref(), checksum.apply(each)));
    }
    return MapValue.builder()
        .put("packs", new ListValue(sorted.stream().<Value>map(PackContent::toValue).toList()))
        .put("workflows", workflows.build())
        .build();
  }

  static BundleContent from(MapValue value) {
    List<PackContent> packs = new ArrayList<>();
    if (value.get("packs") instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof MapValue pack) {
          packs.add(PackContent.from(pack));
        }
      }
    }
    Map<String, String> workflows = new LinkedHashMap<>();
    if (value.get("workflows") instanceof MapValue map) {
      map.entries()
          .forEach((ref, checksum) -> {
            if (checksum instanceof TextValue text) {
              workflows.put(ref, text.text());
            }
          });
    }
    return new BundleContent(packs, workflows);
  }
}
