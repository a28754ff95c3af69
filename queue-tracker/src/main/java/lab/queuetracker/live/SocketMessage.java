package lab.queuetracker.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.platform.web.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client's message on its WebSocket. */
sealed interface SocketMessage {
  /** The rule for {@code after}. */
  String SEQS = "after must be whole numbers from 0 on, by location";

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

    Malformed(String field, String detail) {
      super(detail, null, false, false);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /**
   * Parses a message.
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
      default -> throw new Malformed("type", "type must be subscribe_queue or unsubscribe_queue");
    };
  }

  private static JsonNode json(String text) {
    return switch (JsonText.read(text)) {
      case JsonText.Taken(var object) -> object;
      case JsonText.NotJson(var why) -> throw new Malformed("message", "message " + why);
      case JsonText.NotAnObject() ->
          throw new Malformed("message", "message must be a JSON object");
      case JsonText.IllFormed(var field, var detail) -> throw new Malformed(field, detail);
    };
  }

  private static List<String> locations(JsonNode message) {
    var given = message.path("locations");
    var locations = new ArrayList<String>();
    for (JsonNode location : given) {
      if (!location.isString()) {
        throw new Malformed("locations", "locations must be a list of strings");
      }
      locations.add(location.stringValue());
    }
    if (!given.isArray() || locations.isEmpty()) {
      throw new Malformed("locations", "locations must be a list of at least one location");
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
}
