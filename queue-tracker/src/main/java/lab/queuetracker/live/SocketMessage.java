package lab.queuetracker.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client says over its WebSocket. */
sealed interface SocketMessage {
  /** What {@code after} must be. */
  String SEQS = "whole numbers from 0 on, by location";

  /**
   * {@code {"type":"subscribe_queue","locations":["starbucks_1"],"after":{"starbucks_1":17}}}
   *
   * @param after the {@code seq} that the client has of each line; null where it has none
   */
  record Subscribe(Map<String, @Nullable Long> after) implements SocketMessage {}

  /** {@code {"type":"unsubscribe_queue","locations":["starbucks_1"]}} */
  record Unsubscribe(List<String> locations) implements SocketMessage {}

  /** Not one of these. */
  final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    Malformed(String field, String bound) {
      super(field + " must be " + bound, null, false, false);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /**
   * Reads one.
   *
   * @throws Malformed naming the field
   */
  static SocketMessage parse(String text) {
    JsonNode message = json(text);
    String type = message.path("type").asString("");
    return switch (type) {
      case "subscribe_queue" -> {
        var seqs = message.path("after");
        if (!seqs.isMissingNode() && !seqs.isNull() && !seqs.isObject()) {
          throw new Malformed("after", SEQS);
        }
        var after = new LinkedHashMap<String, @Nullable Long>();
        for (String location : locations(message)) {
          after.put(location, after(seqs.path(location)));
        }
        yield new Subscribe(after);
      }
      case "unsubscribe_queue" -> new Unsubscribe(locations(message));
      default -> throw new Malformed("type", "subscribe_queue or unsubscribe_queue");
    };
  }

  private static JsonNode json(String text) {
    try {
      JsonNode message = Json.MAPPER.readTree(text);
      if (message.isObject()) {
        return message;
      }
    } catch (JacksonException e) {
      // said below
    }
    throw new Malformed("message", "a JSON object");
  }

  private static List<String> locations(JsonNode message) {
    var given = message.path("locations");
    var locations = new ArrayList<String>();
    for (JsonNode location : given) {
      if (!location.isString()) {
        throw new Malformed("locations", "a list of strings");
      }
      locations.add(location.stringValue());
    }
    if (!given.isArray() || locations.isEmpty()) {
      throw new Malformed("locations", "a list of at least one location");
    }
    return locations;
  }

  private static @Nullable Long after(JsonNode seq) {
    if (seq.isMissingNode() || seq.isNull()) {
      return null;
    }
    if (!seq.isIntegralNumber() || !seq.canConvertToLong() || seq.longValue() < 0) {
      throw new Malformed("after", SEQS);
    }
    return seq.longValue();
  }

  /** Holds the mapper, which an interface cannot keep to itself. */
  final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}
  }
}
