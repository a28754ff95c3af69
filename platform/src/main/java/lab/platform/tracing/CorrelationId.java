package lab.platform.tracing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id that a client may give a request, to find it in the logs. All processes on the path apply
 * one rule: if one were stricter than the one before it, the id that the client was told would be
 * missing from its log.
 */
public final class CorrelationId {
  public static final String HEADER = "X-Correlation-Id";

  /** Nothing that could forge a log line. */
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private CorrelationId() {}

  /** The header's value if it is valid, else null. */
  public static @Nullable String ifFit(@Nullable String value) {
    return value != null && FIT.matcher(value).matches() ? value : null;
  }
}
