package lab.urlshortener.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The standard's basic URL parser without a base URL. Its state machine covers every scheme; for
 * http and https alone each state ends at a character that can be searched for, so here it is a
 * single pass from front to back.
 *
 * <p>What looks surprising is the standard's: any number of slashes and backslashes begins the
 * host, even none; tabs and line ends are ignored everywhere; a percent sign that encodes nothing
 * stays as it is.
 */
final class UrlParser {
  private static final Pattern TABS_AND_LINE_ENDS = Pattern.compile("[\t\n\r]");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final Pattern SLASH = Pattern.compile("[/\\\\]");
  private static final String ENDS_OF_HOST = "/\\?#";

  private final String text;
  private int at;

  UrlParser(String text) {
    this.text = TABS_AND_LINE_ENDS.matcher(stripped(text)).replaceAll("");
  }

  /** Without control characters and spaces at both ends. */
  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return text.substring(from, to);
  }

  Url parse() throws InvalidUrlException {
    String scheme = scheme();
    while (at < text.length() && "/\\".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String authority = upTo(ENDS_OF_HOST);
    int colon = portColon(authority);
    Host host = host(colon < 0 ? authority : authority.substring(0, colon));
    int port = port(colon < 0 ? "" : authority.substring(colon + 1), scheme);
    String path = path(upTo("?#"));
    String query = query();
    return new Url(scheme, host, port, path, query, fragment());
  }

  private String scheme() throws InvalidUrlException {
    var scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      throw new InvalidUrlException(
          "url must be absolute and begin with http:// or https://.", "scheme http or https");
    }
    String name = scheme.group().substring(0, scheme.end() - 1).toLowerCase(Locale.ROOT);
    if (!name.equals("http") && !name.equals("https")) {
      throw new InvalidUrlException(
          "url must begin with http:// or https://; its scheme is " + name + ".",
          "scheme http or https");
    }
    at = scheme.end();
    return name;
  }

  /** The text from here up to one of these characters, or all that is left. */
  private String upTo(String ends) {
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  /**
   * The start of the port: the first colon that is not within brackets; negative if there is none.
   */
  private static int portColon(String authority) throws InvalidUrlException {
    if (authority.indexOf('@') >= 0) {
      throw new InvalidUrlException(
          "url must not contain a user name or password.", "no user-info");
    }
    boolean inBrackets = false;
    for (int i = 0; i < authority.length(); i++) {
      switch (authority.charAt(i)) {
        case '[' -> inBrackets = true;
        case ']' -> inBrackets = false;
        case ':' -> {
          if (!inBrackets) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private static Host host(String text) throws InvalidUrlException {
    if (text.isEmpty()) {
      throw new InvalidUrlException("url must name a host.", "host present");
    }
    return HostParser.parse(text);
  }

  private static int port(String digits, String scheme) throws InvalidUrlException {
    if (digits.isEmpty()) {
      return Url.defaultPort(scheme);
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      port = c >= '0' && c <= '9' && port <= 65_535 ? 10 * port + c - '0' : 65_536;
    }
    if (port > 65_535) {
      throw new InvalidUrlException("url must have a port from 0 to 65535.", "port 0 to 65535");
    }
    return port;
  }

  /** With dot segments resolved, including percent-encoded ones. */
  private static String path(String text) {
    List<String> segments = new ArrayList<>();
    String[] raw = SLASH.split(text, -1);
    for (int i = text.isEmpty() ? 0 : 1; i < raw.length; i++) {
      String segment = PercentEncoding.PATH.encode(raw[i]);
      String dots = segment.replaceAll("(?i)%2e", ".");
      boolean last = i == raw.length - 1;
      if (dots.equals("..") && !segments.isEmpty()) {
        segments.removeLast();
      }
      if (!dots.equals("..") && !dots.equals(".")) {
        segments.add(segment);
      } else if (last) {
        segments.add("");
      }
    }
    return "/" + String.join("/", segments);
  }

  private @Nullable String query() {
    if (at == text.length() || text.charAt(at) != '?') {
      return null;
    }
    at++;
    return PercentEncoding.QUERY.encode(upTo("#"));
  }

  private @Nullable String fragment() {
    return at == text.length() ? null : PercentEncoding.FRAGMENT.encode(text.substring(at + 1));
  }
}
