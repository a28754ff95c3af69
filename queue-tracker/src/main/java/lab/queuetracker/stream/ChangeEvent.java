package lab.queuetracker.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import lab.queuetracker.place.Place;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change in Kafka: {@code {"location":"starbucks_1","length":6,"version":17,"kind":"joined",
 * "at":"2026-01-01T12:00:00Z"}}, for some kinds with {@code "waited_ms":90000}. The key is the
 * location.
 */
public final class ChangeEvent {
  private static final JsonMapper JSON = new JsonMapper();

  private ChangeEvent() {}

  static String toJson(Change change) {
    Queue queue = change.queue();
    var event =
        JSON.createObjectNode()
            .put("location", queue.location())
            .put("length", queue.length())
            .put("version", queue.version())
            .put("kind", change.kind().label())
            .put("at", queue.updatedAt().toString());
    if (change.waited() != null) {
      event.put("waited_ms", change.waited().toMillis());
    }
    return event.toString();
  }

  /** Empty if it is not such an event: one bad event must not block those after it. */
  public static Optional<Change> parse(byte[] json) {
    try {
      JsonNode event = JSON.readTree(json);
      var queue =
          new Queue(
              event.required("location").stringValue(),
              event.required("length").intValue(),
              event.required("version").longValue(),
              Instant.parse(event.required("at").stringValue()));
      var kind = Change.Kind.of(event.required("kind").stringValue());
      return Place.isLocation(queue.location())
          ? Optional.of(new Change(queue, kind, waited(event.get("waited_ms"))))
          : Optional.empty();
    } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Duration waited(@Nullable JsonNode millis) {
    return millis == null ? null : Duration.ofMillis(millis.longValue());
  }
}
