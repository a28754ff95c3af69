package lab.urlshortener.link;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a link may lead: an absolute http or https URI (RFC 3986) with a host, without user-info.
 * Letters beyond ASCII are written the way they travel: the host in Punycode, the rest
 * percent-encoded as UTF-8. Anything else that is not a URI is refused, not guessed at.
 *
 * @param value ASCII, at most {@value #MAX_LENGTH} characters
 */
public record TargetUrl(String value) {
  public static final int MAX_LENGTH = 2048;

  private static final Pattern SHAPE =
      Pattern.compile("(?i)(https?)://([^/?#]*)(.*)", Pattern.DOTALL);
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::([0-9]*))?");

  /** What is wrong with a URL, in words for the client. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;
    private final String bound;

    InvalidException(String message, String bound) {
      super(message);
      this.bound = bound;
    }

    String bound() {
      return bound;
    }
  }

  static TargetUrl parse(String text) throws InvalidException {
    requireShort(text);
    requireVisible(text);
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new InvalidException(
          "url must be absolute and begin with http:// or https://.", "scheme http or https");
    }
    String authority = shape.group(2);
    if (authority.indexOf('@') >= 0) {
      throw new InvalidException("url must not contain a user name or password.", "no user-info");
    }
    String rest = shape.group(3);
    String scheme = shape.group(1).toLowerCase(Locale.ROOT);
    return new TargetUrl(assemble(scheme + "://" + asciiAuthority(authority) + rest));
  }

  /** The host in lower case, without a trailing dot; all names of this machine are "localhost". */
  String host() {
    return canonicalHost(URI.create(value));
  }

  /** Whether following this URL would lead to the given server. */
  boolean leadsTo(URI server) {
    URI uri = URI.create(value);
    boolean bothOnDefaultPorts = isOnDefaultPort(uri) && isOnDefaultPort(server);
    return host().equals(canonicalHost(server))
        && (bothOnDefaultPorts || port(uri) == port(server));
  }

  private static void requireShort(String text) throws InvalidException {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new InvalidException(
          "url must have 1 to " + MAX_LENGTH + " characters.",
          "1 to " + MAX_LENGTH + " characters");
    }
  }

  private static void requireVisible(String text) throws InvalidException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        throw new InvalidException(
            "url must not contain spaces or control characters; there is one at index " + i + ".",
            "no spaces, no control characters");
      }
    }
  }

  private static String asciiAuthority(String authority) throws InvalidException {
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches() || parts.group(1).isEmpty()) {
      throw new InvalidException("url must name a host.", "host present");
    }
    String port = Optional.ofNullable(parts.group(2)).orElse("");
    if (port.length() > 5 || (!port.isEmpty() && Integer.parseInt(port) > 65_535)) {
      throw new InvalidException("url must have a port from 0 to 65535.", "port 0 to 65535");
    }
    return asciiHost(parts.group(1)) + (port.isEmpty() ? "" : ":" + port);
  }

  private static String asciiHost(String host) throws InvalidException {
    try {
      return host.startsWith("[")
          ? host
          : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw invalidHost();
    }
  }

  private static String assemble(String text) throws InvalidException {
    URI uri = uri(text);
    if (uri.getHost() == null) {
      throw invalidHost();
    }
    // Encoding also normalizes (NFC), which can make a forbidden character of an allowed one.
    String ascii = uri(uri.toASCIIString()).toString();
    if (ascii.length() > MAX_LENGTH) {
      throw new InvalidException(
          "url must have at most " + MAX_LENGTH + " characters once percent-encoded.",
          "at most " + MAX_LENGTH + " characters");
    }
    return ascii;
  }

  private static URI uri(String text) throws InvalidException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidException(
          "url is not a valid URI (RFC 3986); percent-encode characters such as | { } ^ \" < >.",
          "RFC 3986");
    }
  }

  private static InvalidException invalidHost() {
    return new InvalidException(
        "url must name a valid host: a domain name or an IP address.", "valid host");
  }

  private static String canonicalHost(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean loopback =
        host.startsWith("127.")
            || host.equals("[::1]")
            || host.equals("0.0.0.0")
            || host.endsWith(".localhost");
    return loopback ? "localhost" : host;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }

  private static boolean isOnDefaultPort(URI uri) {
    return port(uri) == (uri.getScheme().equals("https") ? 443 : 80);
  }
}
