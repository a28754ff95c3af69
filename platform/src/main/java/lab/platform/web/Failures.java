package lab.platform.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns a failure into the problem that the client sees, and logs it once, under the same id. */
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** A store is unavailable: 503, one log line, and the advice to retry. */
  public static Problem unavailable(Throwable failure) {
    String id = errorId();
    log.warn("503 {}: {}", id, summary(failure));
    return Problem.of(503, "unavailable", "Temporarily unavailable")
        .detail("The data cannot be reached right now. Try again in a second.")
        .errorId(id);
  }

  /** A defect: 500, with the stack trace in the log. */
  public static Problem unexpected(Throwable failure) {
    String id = errorId();
    log.error("500 {}", id, failure);
    return Problem.of(500, "internal-error", "Internal error")
        .detail("Something went wrong here, not with the request.")
        .errorId(id);
  }

  private static String errorId() {
    String correlation = MDC.get(RequestFilter.MDC_CORRELATION);
    String trace = MDC.get(RequestFilter.MDC_TRACE);
    if (correlation != null || trace != null) {
      return correlation != null ? correlation : trace;
    }
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static String summary(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text =
        root == failure
            ? ""
            : " (" + root.getClass().getSimpleName() + ": " + root.getMessage() + ")";
    return (failure.getMessage() + text).replaceAll("\\s+", " ");
  }
}
