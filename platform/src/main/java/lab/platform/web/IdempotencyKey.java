package lab.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a write, so that the client may repeat it when the response was lost (IETF draft "The
 * Idempotency-Key HTTP Header Field").
 *
 * @param value 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(String value) {
  public static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 255;

  /**
   * @throws ProblemException 400, if the value is not valid
   */
  public IdempotencyKey {
    boolean printable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (value.isBlank() || value.length() > MAX_LENGTH || !printable) {
      throw new ProblemException(
          Problem.of(400, "invalid-idempotency-key", "Invalid idempotency key")
              .detail("The Idempotency-Key header must be 1 to 255 printable ASCII characters.")
              .field(HEADER)
              .bound("1 to 255 printable ASCII characters"));
    }
  }

  /** The request's key; null if it has none. */
  public static @Nullable IdempotencyKey of(HttpServletRequest request) {
    var values = Collections.list(request.getHeaders(HEADER));
    return values.isEmpty() ? null : new IdempotencyKey(String.join("\n", values).strip());
  }
}
