package lab.runner.experiment;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An experiment's file before it is understood.
 *
 * @param full the file without its {@code short} section
 * @param shortened with what that section overrides; the same as {@code full} if there is none
 */
public record ExperimentTree(JsonNode full, JsonNode shortened) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * Reads one.
   *
   * @param overridable what the {@code short} section may override
   * @throws InvalidExperiment naming what is wrong
   */
  public static ExperimentTree parse(String yaml, String... overridable) {
    ObjectNode whole = whole(yaml);
    JsonNode overrides = whole.remove("short");
    if (overrides == null) {
      return new ExperimentTree(whole, whole);
    }
    Section section = new Section("short", overrides);
    for (String key : overridable) {
      section.has(key);
    }
    section.done();
    return new ExperimentTree(whole, merged(whole, overrides));
  }

  /** Whether the file has this key at its top. */
  public static boolean has(String yaml, String key) {
    return whole(yaml).has(key);
  }

  private static ObjectNode whole(String yaml) {
    try {
      if (YAML.readTree(yaml) instanceof ObjectNode whole) {
        return whole;
      }
    } catch (JacksonException e) {
      throw new InvalidExperiment("not YAML: " + e.getOriginalMessage());
    }
    throw new InvalidExperiment("the file must be a mapping");
  }

  /**
   * Mappings are laid over each other, lists of mappings entry by entry, anything else is replaced.
   */
  public static ObjectNode merged(JsonNode base, JsonNode over) {
    ObjectNode merged = (ObjectNode) base.deepCopy();
    over.forEachEntry((key, value) -> merged.set(key, value(merged.get(key), value)));
    return merged;
  }

  private static JsonNode value(@Nullable JsonNode base, JsonNode over) {
    if (base instanceof ObjectNode && over.isObject()) {
      return merged(base, over);
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
