package lab.urlshortener.link;

import lab.urlshortener.web.Problem;
import lab.urlshortener.web.ProblemException;

/**
 * What a client names a write by, so that it may send it again when the answer got lost (IETF draft
 * "The Idempotency-Key HTTP Header Field").
 *
 * @param value 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(String value) {
  static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 255;

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
}
