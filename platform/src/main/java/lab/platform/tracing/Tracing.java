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
 * Makes spans, or nothing: when tracing is off, or the request at hand is not traced, every method
 * hands out {@link Span#getInvalid()}, which takes everything and does nothing. So callers need not
 * ask, unless what they would note costs something ({@link Span#isRecording()}).
 *
 * <p>A trace crosses processes as W3C Trace Context, in the field {@value #TRACEPARENT} of requests
 * and of Kafka's records.
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

  /** Hands its spans to this SDK. */
  public static Tracing of(OpenTelemetry telemetry) {
    return new Tracing(telemetry.getTracer(SCOPE));
  }

  public boolean isOn() {
    return tracer != null;
  }

  /**
   * A request that came in. Whether it is traced is its {@code traceparent}'s to say or, without
   * one, chance's. With tracing on the span has an identity even if it is not traced.
   *
   * @param fields the request's header fields, by name
   */
  public Span server(String name, Function<String, @Nullable String> fields) {
    return tracer == null ? Span.getInvalid() : start(name, SpanKind.SERVER, remote(fields));
  }

  /** A call to somebody else, as a part of {@code parent}. */
  public Span client(String name, Span parent) {
    return child(name, SpanKind.CLIENT, parent);
  }

  /** A message sent, as a part of {@code parent}. */
  public Span producer(String name, Span parent) {
    return child(name, SpanKind.PRODUCER, parent);
  }

  /** A message that was received and dealt with in the time from {@code start} until now. */
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

  /** Does a call within a client span of whatever is traced on this thread. */
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

  /** What carries a span on to others; null if there is none to carry on. */
  public static @Nullable String traceparent(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? "00-%s-%s-%s"
            .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
        : null;
  }

  /** The parent may have ended: what it began goes on. */
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
