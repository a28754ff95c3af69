package lab.runner.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JaegerTracesTest {
  /** A response as Jaeger's query service sends it to its own page. */
  @Test
  void reads_what_jaeger_answers() throws IOException {
    String json;
    try (var sample = getClass().getResourceAsStream("/traces/jaeger.json")) {
      assertThat(sample).isNotNull();
      json = new String(sample.readAllBytes(), StandardCharsets.UTF_8);
    }
    var spans = JaegerTraces.read(json);

    assertThat(spans).extracting(TraceSpan::traceId).containsOnly(Spans.TRACE);
    assertThat(spans).extracting(TraceSpan::node).containsOnly("gateway-1");
    assertThat(spans).extracting(TraceSpan::parentId).containsExactly("", "00f067aa0ba902b7");
    assertThat(spans).extracting(TraceSpan::spanId).first().isEqualTo("00f067aa0ba902b7");
    assertThat(spans).extracting(TraceSpan::error).containsExactly("", "refused");
    assertThat(spans.getFirst().startNanos()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(spans.getFirst().durationNanos()).isEqualTo(4_200_000);
    assertThat(Waterfall.of(spans)).contains("302", "FAILED refused");
  }

  @Test
  void an_unknown_trace_has_no_spans() {
    assertThat(JaegerTraces.read("{\"data\":null,\"errors\":[{\"code\":404}]}")).isEmpty();
  }
}
