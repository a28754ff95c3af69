package lab.runner.experiment;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Merges JSON trees. */
final class Trees {
  private Trees() {}

  /**
   * Merges {@code over} into a copy of {@code base}: mappings are merged, lists of mappings entry
   * by entry; anything else is replaced.
   */
  static ObjectNode laidOver(JsonNode base, JsonNode over) {
    ObjectNode merged = (ObjectNode) base.deepCopy();
    over.forEachEntry((key, value) -> merged.set(key, value(merged.get(key), value)));
    return merged;
  }

  private static JsonNode value(@Nullable JsonNode base, JsonNode over) {
    if (base instanceof ObjectNode && over.isObject()) {
      return laidOver(base, over);
    }
    if (base instanceof ArrayNode list
        && over instanceof ArrayNode other
        && list.valueStream().allMatch(JsonNode::isObject)) {
      ArrayNode merged = list.deepCopy();
      for (int i = 0; i < other.size(); i++) {
        if (i < merged.size()) {
          merged.set(i, value(merged.get(i), other.get(i)));
        } else {
          merged.add(other.get(i));
        }
      }
      return merged;
    }
    return over;
  }
}
