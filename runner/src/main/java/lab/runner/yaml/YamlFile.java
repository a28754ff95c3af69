package lab.runner.yaml;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a YAML file into a record whose components are named as its fields, {@code two-words} for
 * {@code twoWords}. A field that the record does not have is refused, as is a value that breaks one
 * of the record's constraints (Jakarta Validation).
 */
public final class YamlFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .build();

  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])[A-Z]");

  private static final class Checks {
    private static final Validator VALIDATOR =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();
  }

  private YamlFile() {}

  /**
   * What the file says.
   *
   * @throws InvalidYaml if it is no such YAML, or breaks a constraint
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return parse(String.valueOf(file.getFileName()), Files.readString(file), type);
  }

  /**
   * What the text says.
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
