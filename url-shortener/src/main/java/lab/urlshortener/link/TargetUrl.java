package lab.urlshortener.link;

import lab.urlshortener.url.InvalidUrlException;
import lab.urlshortener.url.Url;

/**
 * Where a link may lead: an absolute http or https URL with a host, without credentials, parsed as
 * a browser's address bar does ({@link Url}).
 *
 * @param value ASCII, at most {@value #MAX_LENGTH} characters
 */
public record TargetUrl(String value) {
  /** In characters. Non-ASCII characters count in their percent-encoded form. */
  public static final int MAX_LENGTH = 2048;

  /**
   * @throws InvalidUrlException if it is too long
   */
  static TargetUrl of(Url url) throws InvalidUrlException {
    String value = url.toString();
    if (value.length() > MAX_LENGTH) {
      throw new InvalidUrlException(
          "url must have at most %d characters; it has %d, percent-encoded as it travels."
              .formatted(MAX_LENGTH, value.length()),
          "at most " + MAX_LENGTH + " characters");
    }
    return new TargetUrl(value);
  }
}
