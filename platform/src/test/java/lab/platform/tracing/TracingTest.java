package lab.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing = tracing(0);

  private Tracing tracing(double ratio) {
    return Tracing.of(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
  }

  private static Span request(Tracing tracing, String traceparent) {
    return tracing.server("request", name -> name.equals("traceparent") ? traceparent : null);
  }

  @Test
  void a_sampled_request_and_its_parts_are_one_trace() {
    Span request = request(tracing, SAMPLED);
    Span call = tracing.client("call", request);
    assertThat(Tracing.traceparent(call))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .isNotEqualTo(Tracing.traceparent(request));
    tracing.consumed("message", Tracing.traceparent(call), Instant.now().minusSeconds(1));
    call.end();
    request.end();

    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("message", "call", "request");
    assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(spans.getFinishedSpanItems().get(0).getParentSpanId())
        .isEqualTo(call.getSpanContext().getSpanId());
  }

  @Test
  void work_that_a_request_started_may_outlive_it() {
    Span request = request(tracing, SAMPLED);
    request.end();
    tracing.producer("message", request).end();

    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("request", "message");
  }

  @Test
  void a_request_that_is_not_sampled_leaves_no_span_and_keeps_its_trace_id() {
    Span request = request(tracing, UNSAMPLED);
    tracing.client("call", request).end();
    tracing.producer("message", request).end();
    tracing.consumed("message", UNSAMPLED, Instant.now());
    request.end();

    assertThat(Tracing.traceparent(request)).startsWith("00-" + TRACE).endsWith("-00");
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void chance_decides_for_requests_without_a_trace() {
    request(tracing, "nonsense").end();
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    request(tracing(1), "nonsense").end();
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void a_call_that_fails_is_an_error_of_its_span() {
    try (var _ = request(tracing, SAMPLED).makeCurrent()) {
      assertThat(tracing.call("fine", () -> 7)).isEqualTo(7);
      assertThatThrownBy(() ->
              tracing.call(
                  "failing",
                  () -> {
                    throw new IllegalStateException("secret");
                  }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName, span -> span.getStatus().getDescription())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("fine", StatusData.unset().getDescription()),
            org.assertj.core.groups.Tuple.tuple("failing", "IllegalStateException"));
  }

  @Test
  void switched_off_it_creates_no_span() {
    var off = Tracing.off();
    Span request = request(off, SAMPLED);

    assertThat(off.isOn()).isFalse();
    assertThat(request.getSpanContext().isValid()).isFalse();
    assertThat(Tracing.traceparent(request)).isNull();
    assertThat(off.client("call", request).isRecording()).isFalse();
    assertThat(off.call("call", () -> 7)).isEqualTo(7);
    off.consumed("message", SAMPLED, Instant.now());
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new TracingProperties(false, 0.01, URI.create("http://127.0.0.1:4318/v1/traces")));
    assertThat(
            bind(
                Map.of(
                    "lab.tracing.enabled", "true",
                    "lab.tracing.ratio", "1",
                    "lab.tracing.endpoint", "http://a:1/v1/traces")))
        .isEqualTo(new TracingProperties(true, 1, URI.create("http://a:1/v1/traces")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TracingProperties(true, 1.1, URI.create("http://a")));
  }

  private static TracingProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.tracing", TracingProperties.class);
  }
}
