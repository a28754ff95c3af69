package lab.runner.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what OTLP exporters send to {@code /v1/traces}, as protobuf. */
public final class OtlpSpans {
  private OtlpSpans() {}

  /**
   * The spans in a request's body.
   *
   * @throws IllegalArgumentException if it is not such a message
   */
  public static List<TraceSpan> read(byte[] request) {
    try {
      var spans = new ArrayList<TraceSpan>();
      for (var resource : ExportTraceServiceRequest.parseFrom(request).getResourceSpansList()) {
        Map<String, String> process = attributes(resource.getResource().getAttributesList());
        String service = process.getOrDefault("service.name", "?");
        String node = process.getOrDefault("service.instance.id", service);
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> spans.add(span(span, node)));
      }
      return spans;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("This is no OTLP request in protobuf.", e);
    }
  }

  private static TraceSpan span(Span span, String node) {
    return new TraceSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        node,
        span.getName(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
        error(span.getStatus()),
        attributes(span.getAttributesList()));
  }

  private static String error(Status status) {
    if (status.getCode() != Status.StatusCode.STATUS_CODE_ERROR) {
      return "";
    }
    return status.getMessage().isEmpty() ? "error" : status.getMessage();
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    var attributes = new TreeMap<String, String>();
    list.forEach(entry -> attributes.put(entry.getKey(), text(entry.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
      default -> "";
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
