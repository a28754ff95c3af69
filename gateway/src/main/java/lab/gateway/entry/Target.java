package lab.gateway.entry;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A request's target (RFC 9112, section 3.2) as a URI that can be parsed. Its path must be valid by
 * RFC 3986. Its query need not be: a service that only follows a link, to which something may have
 * been appended, does not read it. So a malformed query is replaced by a fragment, which no valid
 * target has, and which says what is wrong: {@link #faultOfQuery}.
 *
 * @param uri path and query, or path and fragment
 * @param authority host and port, if they are part of the target
 */
public record Target(String uri, @Nullable String authority) {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]{2,45}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,255})(?::([0-9]{0,5}))?");
  private static final int MAX_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  /**
   * Parses a target.
   *
   * @throws ProblemException if no valid path is found in it
   */
  static Target of(String method, String raw) {
    if (raw.startsWith("/") || (raw.equals("*") && method.equals("OPTIONS"))) {
      return new Target(pathAndQuery(raw), null);
    }
    Matcher absolute = ABSOLUTE.matcher(raw);
    if (!absolute.matches()) {
      throw new ProblemException(GatewayProblems.malformedTarget());
    }
    if (!isAuthority(absolute.group(1))) {
      throw new ProblemException(GatewayProblems.invalidHost());
    }
    String rest = absolute.group(2);
    return new Target(pathAndQuery(rest.startsWith("/") ? rest : "/" + rest), absolute.group(1));
  }

  /** What is wrong with the query of a request with such a URI, or null if it is valid. */
  public static @Nullable String faultOfQuery(URI uri) {
    return uri.getFragment();
  }

  /** Whether it is a host, with an optional port, and nothing else. */
  static boolean isAuthority(String value) {
    Matcher authority = AUTHORITY.matcher(value);
    if (!authority.matches()) {
      return false;
    }
    String host = authority.group(1);
    String port = authority.group(2);
    return (!host.startsWith("[") || isIpv6(host.substring(1, host.length() - 1)))
        && (port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT);
  }

  private static boolean isIpv6(String literal) {
    try {
      return InetAddress.ofLiteral(literal) instanceof Inet6Address || literal.contains(":");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String pathAndQuery(String raw) {
    int end = end(raw);
    String path = raw.substring(0, end);
    int fault = fault(path, false);
    if (fault >= 0) {
      throw new ProblemException(
          GatewayProblems.malformedPath(
              "At its character %d %s.".formatted(fault + 1, what(path, fault))));
    }
    if (end == raw.length()) {
      return path;
    }
    String query = raw.substring(end + 1);
    int wrong = fault(query, true);
    if (raw.charAt(end) == '?' && wrong < 0) {
      return raw;
    }
    String sentence =
        raw.charAt(end) == '#'
            ? "After the path there is a #, and a fragment is not sent."
            : "At its character %d%s %s."
                .formatted(wrong + 1, parameter(query, wrong), what(query, wrong));
    return path + "#" + sentence.replace("%", "%25").replace("#", "%23").replace(" ", "%20");
  }

  /** Where the path ends. */
  private static int end(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '?' || raw.charAt(i) == '#') {
        return i;
      }
    }
    return raw.length();
  }

  /** The index of the first violation of the grammar of RFC 3986, section 3.3 or 3.4, or -1. */
  private static int fault(String text, boolean isQuery) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
          return i;
        }
        i += 2;
      } else if (!isPlain(c) && !(c == '?' && isQuery)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~!$&'()*+,;=:@/".indexOf(c) >= 0;
  }

  private static boolean isHex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  /** Never quotes the character itself: a browser or a terminal might interpret it. */
  private static String what(String text, int index) {
    char c = text.charAt(index);
    return c == '%'
        ? "a % is not followed by two hexadecimal digits"
        : "there is a byte that must be written %%%02X".formatted((int) c);
  }

  private static String parameter(String query, int index) {
    int start = query.lastIndexOf('&', index) + 1;
    int end = query.indexOf('=', start);
    String name = end < 0 || end > index ? "" : query.substring(start, end);
    return NAME.matcher(name).matches() ? ", in the parameter " + name + "," : "";
  }
}
