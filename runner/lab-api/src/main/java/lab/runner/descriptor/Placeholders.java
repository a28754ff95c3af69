package lab.runner.descriptor;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.yaml.InvalidYaml;

/**
 * The placeholders of a {@code service.yml}.
 *
 * <ul>
 *   <li>{@code ${gateway.url}}: where users reach the lab
 *   <li>{@code ${gateway.addresses}}: where the gateways themselves answer, separated by commas
 *   <li>{@code ${addresses}}: the same for the service's own instances
 *   <li>{@code ${secret:NAME}}: 32 hex digits that the lab generated for this name and keeps
 * </ul>
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}]*)}");
  private static final String SECRET = "secret:";

  /** The values of the placeholders in one lab. */
  public interface Values {
    String gatewayUrl();

    String gatewayAddresses();

    String addresses();

    String secret(String name);
  }

  private Placeholders() {}

  /** The text with its placeholders replaced by a lab's values. */
  public static String resolve(String text, Values values) {
    return replace(
        text,
        name -> {
          if (name.startsWith(SECRET)) {
            return Optional.of(values.secret(name.substring(SECRET.length())));
          }
          return switch (name) {
            case "gateway.url" -> Optional.of(values.gatewayUrl());
            case "gateway.addresses" -> Optional.of(values.gatewayAddresses());
            case "addresses" -> Optional.of(values.addresses());
            default -> Optional.empty();
          };
        });
  }

  /**
   * The text with every placeholder replaced.
   *
   * @throws InvalidYaml if one is unknown
   */
  public static String replace(String text, Function<String, Optional<String>> value) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                value
                    .apply(match.group(1))
                    .orElseThrow(() ->
                        new InvalidYaml(
                            "Nothing is known by the name in %s, in '%s'."
                                .formatted(match.group(), text)))));
  }
}
