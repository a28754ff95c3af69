package lab.urlshortener.url;

/** A text is not an acceptable URL: says why, in words for the client. */
public final class InvalidUrlException extends Exception {
  private static final long serialVersionUID = 1;

  private final String bound;

  public InvalidUrlException(String detail, String bound) {
    super(detail, null, false, false);
    this.bound = bound;
  }

  /** What is wrong, in a sentence. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The rule that it must satisfy. */
  public String bound() {
    return bound;
  }
}
