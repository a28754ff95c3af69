package lab.urlshortener.url;

import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL without credentials, in ASCII, each part as it travels.
 *
 * @param scheme {@code http} or {@code https}
 * @param port never negative; the scheme's own where the text names none
 * @param path begins with a slash
 * @param query what is behind the question mark, null if there is none
 * @param fragment what is behind the number sign, null if there is none
 */
public record Url(
    String scheme,
    Host host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  /**
   * Reads what somebody types or pastes, as the address bar does.
   *
   * @throws InvalidUrlException if the standard has no http or https URL for it, or it has
   *     credentials
   */
  public static Url parse(String text) throws InvalidUrlException {
    return new UrlParser(text).parse();
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Whether it names no port, or the one that its scheme has anyway. */
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
