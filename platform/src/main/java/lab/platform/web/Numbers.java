package lab.platform.web;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that arrive as text: in a path, a query or a header field. They are written as in JSON,
 * but without an exponent: ASCII digits, a minus sign and a decimal point where needed, and nothing
 * else. Java's own parsers accept more ({@code 47.6d}, {@code 0x1p3}, {@code NaN}, {@code +5},
 * digits of other scripts), which other programs do not read in the same way.
 */
public final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  private Numbers() {}

  /** Empty if it is not a whole number of at most 18 digits. */
  public static OptionalLong whole(String text) {
    return WHOLE.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /**
   * A whole number within bounds.
   *
   * @throws ProblemException 400 with the field and the bounds, if it is anything else or missing
   */
  public static int whole(String field, @Nullable String text, int min, int max) {
    var number = text == null ? OptionalLong.empty() : whole(text);
    if (number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max) {
      throw invalid(field, "a whole number from " + min + " to " + max);
    }
    return (int) number.getAsLong();
  }

  /**
   * A number within bounds that are whole numbers.
   *
   * @throws ProblemException 400 with the field and the bounds, if it is anything else or missing
   */
  public static double decimal(String field, @Nullable String text, long min, long max) {
    if (text != null && DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw invalid(field, "a number from " + min + " to " + max);
  }

  private static ProblemException invalid(String field, String bound) {
    return new ProblemException(
        Problem.of(400, "invalid-" + field, "Invalid " + field)
            .detail(field + " must be " + bound + ".")
            .field(field)
            .bound(bound));
  }
}
