package lab.gateway.entry;

import io.opentelemetry.api.trace.Span;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import lab.platform.tracing.CorrelationId;
import lab.platform.tracing.Tracing;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;

/**
 * What ties together everything that happens for one request. Ids from the client are used if they
 * are well formed; otherwise new ones are generated.
 *
 * @param correlationId valid by {@link CorrelationId}
 * @param traceparent W3C Trace Context, version 00; a generated one is not marked as sampled
 * @param span the request's span; invalid if it is not traced
 */
public record Trace(String correlationId, String traceparent, Span span) {
  public static final String ATTRIBUTE = Trace.class.getName();
  public static final String CORRELATION_ID = CorrelationId.HEADER;
  public static final String TRACEPARENT = Tracing.TRACEPARENT;

  /** The log context's keys for the correlation id and the trace id. */
  private static final String MDC_CORRELATION = "correlation";

  private static final String MDC_TRACE = "trace";

  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final HexFormat HEX = HexFormat.of();

  static Trace of(HttpHeaders headers, Span span) {
    String trace = Tracing.traceparent(span);
    if (trace == null) {
      trace = ifMatches(VALID, headers.getFirst(TRACEPARENT));
    }
    String traceparent = trace != null ? trace : "00-" + hex() + hex() + "-" + hex() + "-00";
    String correlation = CorrelationId.ifFit(headers.getFirst(CORRELATION_ID));
    return new Trace(correlation != null ? correlation : id(traceparent), traceparent, span);
  }

  /** The correlation id of a request that is answered before anything else of it is known. */
  static String correlationId(@Nullable String field) {
    String correlation = CorrelationId.ifFit(field);
    return correlation != null ? correlation : hex() + hex();
  }

  /** The same request within a child span: what is passed on to an instance. */
  public Trace within(Span part) {
    String own = Tracing.traceparent(part);
    return own == null ? this : new Trace(correlationId, own, part);
  }

  /** Logs with both ids in the log's context. */
  void log(Runnable lines) {
    try (var _ = MDC.putCloseable(MDC_CORRELATION, correlationId);
        var _ = MDC.putCloseable(MDC_TRACE, id(traceparent))) {
      lines.run();
    }
  }

  private static String id(String traceparent) {
    return traceparent.substring(3, 35);
  }

  private static @Nullable String ifMatches(Pattern pattern, @Nullable String value) {
    return value != null && pattern.matcher(value).matches() ? value : null;
  }

  /** Sixteen hex digits, never all zero. */
  private static String hex() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
