package lab.runner.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the response of Jaeger's query service to {@code GET /api/traces/ID}. */
public final class JaegerTraces {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long NANOS = 1_000; // Jaeger's times are in microseconds

  private JaegerTraces() {}

  /**
   * The spans of all traces in the response.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  public static List<TraceSpan> read(String json) {
    var spans = new ArrayList<TraceSpan>();
    for (JsonNode trace : JSON.readTree(json).path("data")) {
      Map<String, String> nodes = new HashMap<>();
      trace.path("processes").forEachEntry((id, process) -> nodes.put(id, node(process)));
      for (JsonNode span : trace.path("spans")) {
        spans.add(span(span, nodes));
      }
    }
    return spans;
  }

  private static String node(JsonNode process) {
    return tags(process.path("tags"))
        .getOrDefault("service.instance.id", process.path("serviceName").asString("?"));
  }

  private static TraceSpan span(JsonNode span, Map<String, String> nodes) {
    Map<String, String> tags = tags(span.path("tags"));
    boolean failed = Boolean.parseBoolean(tags.getOrDefault("error", "false"));
    return new TraceSpan(
        id(span.path("traceID"), 32),
        id(span.path("spanID"), 16),
        parent(span.path("references")),
        nodes.getOrDefault(span.path("processID").asString(""), "?"),
        span.path("operationName").asString(""),
        span.path("startTime").asLong(0) * NANOS,
        span.path("duration").asLong(0) * NANOS,
        failed ? tags.getOrDefault("otel.status_description", "error") : "",
        tags);
  }

  private static String parent(JsonNode references) {
    for (JsonNode reference : references) {
      if (reference.path("refType").asString("").equals("CHILD_OF")) {
        return id(reference.path("spanID"), 16);
      }
    }
    return "";
  }

  /** Jaeger omits leading zeros. */
  private static String id(JsonNode text, int length) {
    String id = text.asString("");
    return "0".repeat(Math.max(0, length - id.length())) + id;
  }

  private static Map<String, String> tags(JsonNode list) {
    var tags = new TreeMap<String, String>();
    for (JsonNode tag : list) {
      tags.put(tag.path("key").asString(""), tag.path("value").asString(""));
    }
    return tags;
  }
}
