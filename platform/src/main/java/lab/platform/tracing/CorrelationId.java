package lab.platform.tracing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client may give a request, to find it in the logs. One rule for all processes on
 * the way: were one stricter than the one before it, the id that a client was told would be missing
 * from that one's log.
 */
public final class CorrelationId {
  public static final String HEADER = "X-Correlation-Id";

  /** Nothing that could forge a line of a log. */
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private CorrelationId() {}

  /** The field's value if it is fit to be one, else null. */
  public static @Nullable String ifFit(@Nullable String value) {
    return value != null && FIT.matcher(value).matches() ? value : null;
  }
}
