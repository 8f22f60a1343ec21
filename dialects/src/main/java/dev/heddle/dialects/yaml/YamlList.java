package dev.heddle.dialects.yaml;

import dev.heddle.model.SourceSpan;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;

/** A sequence. */
public record YamlList(List<YamlNode> items, SourceSpan span) implements YamlNode {

  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public Value toValue() {
    return new ListValue(items.stream().map(YamlNode::toValue).toList());
  }
}
