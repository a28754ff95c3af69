package lab.yaml;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a YAML file into a record. A field {@code two-words} becomes the component {@code
 * twoWords}. Fields that the record does not have are rejected, as are values that violate its
 * constraints (Jakarta Validation). Durations are written as in {@link Durations}.
 */
public final class YamlFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
          .build();

  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])[A-Z]");

  private static final class Checks {
    private static final Validator VALIDATOR =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getValueAsString("");
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(Duration.class, "%s", e.getMessage());
      }
    }
  }

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidYaml if it is not YAML of this shape, or violates a constraint
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return parse(String.valueOf(file.getFileName()), Files.readString(file), type);
  }

  /**
   * Reads a text.
   *
   * @param name of the file, for messages
   */
  public static <T> T parse(String name, String text, Class<T> type) {
    if (text.isBlank()) {
      throw new InvalidYaml(name + " is empty.");
    }
    T value;
    try {
      value = YAML.readValue(text, type);
    } catch (JacksonException e) {
      throw new InvalidYaml("%s%s: %s".formatted(name, place(e), e.getOriginalMessage()));
    }
    return checked(name, value);
  }

  /**
   * Reads a part of a file.
   *
   * @param name of the file or the part, for messages
   */
  public static <T> T convert(String name, JsonNode tree, Class<T> type) {
    T value;
    try {
      value = YAML.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw new InvalidYaml("%s%s: %s".formatted(name, place(e), e.getOriginalMessage()));
    }
    return checked(name, value);
  }

  /** Parses the text into a tree whose root is a mapping, without validation. */
  public static ObjectNode tree(String name, String text) {
    try {
      if (YAML.readTree(text) instanceof ObjectNode whole) {
        return whole;
      }
    } catch (JacksonException e) {
      throw new InvalidYaml("%s%s: %s".formatted(name, place(e), e.getOriginalMessage()));
    }
    throw new InvalidYaml(name + " must be a mapping.");
  }

  private static <T> T checked(String name, T value) {
    if (value == null) {
      throw new InvalidYaml(name + " says nothing.");
    }
    var violations = Checks.VALIDATOR.validate(value);
    if (!violations.isEmpty()) {
      throw new InvalidYaml(
          violations.stream()
              .map(violation -> sentence(name, violation))
              .sorted()
              .collect(Collectors.joining("\n")));
    }
    return value;
  }

  private static String place(JacksonException e) {
    String path =
        e instanceof DatabindException bind
            ? bind.getPath().stream()
                .map(reference ->
                    reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : reference.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[")
            : "";
    int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
    return (line > 0 ? ", line " + line : "") + (path.isEmpty() ? "" : ", " + path);
  }

  private static String sentence(String name, ConstraintViolation<?> violation) {
    return "%s, %s: %s"
        .formatted(name, kebab(violation.getPropertyPath().toString()), violation.getMessage());
  }

  private static String kebab(String path) {
    return CAPITAL.matcher(path).replaceAll(match -> "-" + match.group().toLowerCase(Locale.ROOT));
  }
}
