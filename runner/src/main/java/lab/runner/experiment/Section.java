package lab.runner.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A mapping of the file, read strictly: each key is taken once with its type and bounds, and {@link
 * #done} complains of those that nobody took. Every complaint names the key by its whole path.
 */
public final class Section {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m)");

  private final String path;
  private final JsonNode node;
  private final Set<String> known = new LinkedHashSet<>();

  /** The mapping at this path of the file. */
  public Section(String path, JsonNode node) {
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw new InvalidExperiment((path.isEmpty() ? "the file" : path) + " must be a mapping");
    }
  }

  public boolean has(String key) {
    known.add(key);
    return node.hasNonNull(key);
  }

  public String text(String key) {
    JsonNode value = required(key);
    if (!value.isValueNode() || value.asString("").isBlank()) {
      throw wrong(key, "must be a text");
    }
    return value.asString("").strip();
  }

  public String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = text(key);
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw wrong(key, "is \"%s\" and must be one of %s".formatted(text, String.join(", ", names)));
  }

  public long count(String key, long least, long most) {
    JsonNode value = required(key);
    if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
      throw wrong(
          key, "is %s and must be a whole number from %d to %d".formatted(value, least, most));
    }
    return value.longValue();
  }

  public double number(String key, double least, double most) {
    JsonNode value = required(key);
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw wrong(
          key,
          "is %s and must be a number from %s to %s".formatted(value, plain(least), plain(most)));
    }
    return value.doubleValue();
  }

  public Duration duration(String key, Duration least, Duration most) {
    String text = required(key).asString("");
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw wrong(key, "is \"%s\" and must be a duration such as 250ms, 8s or 2m".formatted(text));
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
    Duration value = Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(
          key, "is %s and must be from %s to %s".formatted(text, plain(least), plain(most)));
    }
    return value;
  }

  public Section section(String key) {
    return new Section(path(key), required(key));
  }

  public List<Section> sections(String key) {
    JsonNode list = required(key);
    if (!list.isArray() || list.isEmpty()) {
      throw wrong(key, "must be a list with at least one entry");
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      sections.add(new Section(path(key) + "[" + i + "]", list.get(i)));
    }
    return sections;
  }

  /** At least one text. */
  public List<String> texts(String key) {
    JsonNode list = required(key);
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    if (!list.isArray() || list.isEmpty() || texts.contains("")) {
      throw wrong(key, "must be a list with at least one text");
    }
    return texts;
  }

  /** This mapping as properties: each value a text. */
  public Map<String, String> properties(String key) {
    Section section = section(key);
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : section.node.propertyNames()) {
      properties.put(name, section.text(name));
    }
    return properties;
  }

  public List<String> keys() {
    return List.copyOf(node.propertyNames());
  }

  public void done() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw new InvalidExperiment(
            "%s is unknown; known here: %s".formatted(path(key), String.join(", ", known)));
      }
    }
  }

  public InvalidExperiment wrong(String key, String what) {
    return new InvalidExperiment(path(key) + " " + what);
  }

  private JsonNode required(String key) {
    known.add(key);
    @Nullable JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw wrong(key, "is missing");
    }
    return value;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String plain(Duration value) {
    long millis = value.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
