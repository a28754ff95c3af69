package lab.urlshortener.url;

import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL without credentials, in ASCII, each part as it is sent.
 *
 * @param scheme {@code http} or {@code https}
 * @param port never negative; the scheme's default if the text has none
 * @param path begins with a slash
 * @param query the part after the question mark, null if there is none
 * @param fragment the part after the number sign, null if there is none
 */
public record Url(
    String scheme,
    Host host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  /**
   * Parses what somebody types or pastes, as the address bar does.
   *
   * @throws InvalidUrlException if the standard does not parse it to an http or https URL, or it
   *     has credentials
   */
  public static Url parse(String text) throws InvalidUrlException {
    return new UrlParser(text).parse();
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Whether it has no port, or its scheme's default. */
  public boolean isOnDefaultPort() {
    return port == defaultPort(scheme);
  }

  /** The URL as text: the standard's serializer. */
  @Override
  public String toString() {
    return scheme
        + "://"
        + host
        + (isOnDefaultPort() ? "" : ":" + port)
        + path
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }
}
