package lab.gateway.entry;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What ties together all that happens for one request. What the client sends is taken over if it is
 * well formed, else made up here.
 *
 * @param correlationId at most 128 letters, digits and {@code . _ -}
 * @param traceparent W3C Trace Context, version 00
 */
public record Trace(String correlationId, String traceparent) {
  public static final String ATTRIBUTE = Trace.class.getName();
  public static final String CORRELATION_ID = "X-Correlation-Id";
  public static final String TRACEPARENT = "traceparent";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final HexFormat HEX = HexFormat.of();

  static Trace of(HttpHeaders headers) {
    String trace = ifMatches(VALID, headers.getFirst(TRACEPARENT));
    String traceparent = trace != null ? trace : "00-" + hex() + hex() + "-" + hex() + "-01";
    String correlation = ifMatches(SAFE, headers.getFirst(CORRELATION_ID));
    return new Trace(correlation != null ? correlation : traceparent.substring(3, 35), traceparent);
  }

  private static @Nullable String ifMatches(Pattern pattern, @Nullable String value) {
    return value != null && pattern.matcher(value).matches() ? value : null;
  }

  /** Sixteen hex digits, never all zero. */
  private static String hex() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
