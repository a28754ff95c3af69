package lab.platform.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates spans, or nothing: when tracing is off, or the current request is not traced, every
 * method returns {@link Span#getInvalid()}, which accepts everything and does nothing. So callers
 * need not check, unless what they would record is costly ({@link Span#isRecording()}).
 *
 * <p>A trace crosses processes as W3C Trace Context, in the field {@value #TRACEPARENT} of requests
 * and of Kafka records.
 */
public final class Tracing {
  public static final String TRACEPARENT = "traceparent";
  private static final String SCOPE = "lab";

  private static final TextMapGetter<Function<String, @Nullable String>> FIELDS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Function<String, @Nullable String> fields) {
          return List.of();
        }

        @Override
        public @Nullable String get(
            @Nullable Function<String, @Nullable String> fields, String name) {
          return fields == null ? null : fields.apply(name);
        }
      };

  private final @Nullable Tracer tracer;

  private Tracing(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  /** Traces nothing. */
  public static Tracing off() {
    return new Tracing(null);
  }

  /** Sends its spans to this SDK. */
  public static Tracing of(OpenTelemetry telemetry) {
    return new Tracing(telemetry.getTracer(SCOPE));
  }

  public boolean isOn() {
    return tracer != null;
  }

  /**
   * An incoming request. Its {@code traceparent} decides whether it is traced; without one it is
   * sampled at random. While tracing is on, the span has ids even if it is not traced.
   *
   * @param fields the request's header fields, by name
   */
  public Span server(String name, Function<String, @Nullable String> fields) {
    return tracer == null ? Span.getInvalid() : start(name, SpanKind.SERVER, remote(fields));
  }

  /** A call to another process, as a child of {@code parent}. */
  public Span client(String name, Span parent) {
    return child(name, SpanKind.CLIENT, parent);
  }

  /** A message sent, as a child of {@code parent}. */
  public Span producer(String name, Span parent) {
    return child(name, SpanKind.PRODUCER, parent);
  }

  /** A message that was received, and handled between {@code start} and now. */
  public void consumed(String name, @Nullable String traceparent, Instant start) {
    if (tracer == null || traceparent == null) {
      return;
    }
    var parent = remote(field -> field.equals(TRACEPARENT) ? traceparent : null);
    if (Span.fromContext(parent).getSpanContext().isSampled()) {
      tracer
          .spanBuilder(name)
          .setSpanKind(SpanKind.CONSUMER)
          .setParent(parent)
          .setStartTimestamp(start)
          .startSpan()
          .end();
    }
  }

  /** Runs a call in a client span, as a child of this thread's current span. */
  public <T> T call(String name, Supplier<T> work) {
    Span span = client(name, Span.current());
    if (!span.isRecording()) {
      return work.get();
    }
    try {
      return work.get();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** The header that propagates a span; null if there is nothing to propagate. */
  public static @Nullable String traceparent(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? "00-%s-%s-%s"
            .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
        : null;
  }

  /** The parent may have ended: work that it started can outlive it. */
  private Span child(String name, SpanKind kind, Span parent) {
    return tracer == null || !parent.getSpanContext().isSampled()
        ? Span.getInvalid()
        : start(name, kind, Context.root().with(parent));
  }

  private Span start(String name, SpanKind kind, Context parent) {
    return tracer == null
        ? Span.getInvalid()
        : tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  private static Context remote(Function<String, @Nullable String> fields) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, FIELDS);
  }
}
