package lab.runner.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpSpansTest {
  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static KeyValue attribute(String name, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(name).setValue(value).build();
  }

  private static AnyValue.Builder text(String value) {
    return AnyValue.newBuilder().setStringValue(value);
  }

  @Test
  void reads_what_an_exporter_sends() {
    var span =
        Span.newBuilder()
            .setTraceId(bytes(Spans.TRACE))
            .setSpanId(bytes("00f067aa0ba902b7"))
            .setParentSpanId(bytes("00f067aa0ba902b8"))
            .setName("GET /{code}")
            .setStartTimeUnixNano(1_000)
            .setEndTimeUnixNano(1_500)
            .addAttributes(attribute("lab.cache.tier", text("local")))
            .addAttributes(attribute("lab.cache.hit", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(
                attribute("http.response.status_code", AnyValue.newBuilder().setIntValue(302)))
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    var request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(attribute("service.name", text("url-shortener")))
                            .addAttributes(
                                attribute("service.instance.id", text("url-shortener-2"))))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
            .build();

    assertThat(OtlpSpans.read(request.toByteArray()))
        .containsExactly(
            new TraceSpan(
                Spans.TRACE,
                "00f067aa0ba902b7",
                "00f067aa0ba902b8",
                "url-shortener-2",
                "GET /{code}",
                1_000,
                500,
                "error",
                Map.of(
                    "lab.cache.tier", "local",
                    "lab.cache.hit", "true",
                    "http.response.status_code", "302")));
  }

  @Test
  void refuses_what_is_not_a_request() {
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpSpans.read(new byte[] {-1, 2, 3}));
  }
}
