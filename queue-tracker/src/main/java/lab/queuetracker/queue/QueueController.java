package lab.queuetracker.queue;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import lab.platform.web.IfMatch;
import lab.platform.web.JsonBody;
import lab.platform.web.Numbers;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.queuetracker.place.Catalogue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How long a line is, in the text's words: {@code GET /api/queue/{location}} and {@code POST
 * /api/queue/{location}/update}. The version is the entity tag.
 */
@RestController
@RequestMapping(path = "/api/queue/{location}", produces = MediaType.APPLICATION_JSON_VALUE)
class QueueController {
  private static final int MAX_BODY = 1 << 10;

  private final Catalogue places;
  private final Queues queues;

  QueueController(Catalogue places, Queues queues) {
    this.places = places;
    this.queues = queues;
  }

  @GetMapping
  ResponseEntity<Map<String, Object>> queue(@PathVariable String location) {
    places.require(location);
    var known = queues.find(location).orElseThrow();
    Map<String, Object> answer = new LinkedHashMap<>();
    switch (known.source()) {
      case MEMORY -> answer.put("location", location);
      case CACHE -> answer.put("source", "cache");
      case DB -> answer.put("source", "db");
    }
    answer.put("queue_length", known.queue().length());
    return tagged(known.queue(), answer);
  }

  @PostMapping(path = "/update", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> update(
      @PathVariable String location, HttpServletRequest request) throws IOException {
    places.require(location);
    var ifMatch = IfMatch.of(request);
    var versions = ifMatch == null || ifMatch.any() ? null : versions(ifMatch);
    int length = JsonBody.read(request, MAX_BODY, "length").integer("length", 0, Queue.MAX_LENGTH);
    return switch (queues.set(location, length, versions)) {
      case Queues.Reading.Taken(var queue) -> tagged(queue, Map.of("status", "updated"));
      case Queues.Reading.Outdated(var queue) ->
          throw new ProblemException(
              Problem.of(412, "version-mismatch", "Version mismatch")
                  .detail("The line has changed meanwhile; read it again.")
                  .field(HttpHeaders.IF_MATCH)
                  .bound("\"" + queue.version() + "\"")
                  .with("queue_length", queue.length()));
      case Queues.Reading.UnknownPlace() -> throw new AssertionError(location);
    };
  }

  private static ResponseEntity<Map<String, Object>> tagged(
      Queue queue, Map<String, Object> answer) {
    return ResponseEntity.ok()
        .eTag("\"" + queue.version() + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(answer);
  }

  /** A tag that is not one of ours matches no version. */
  private static Set<Long> versions(IfMatch ifMatch) {
    return ifMatch.tags().stream()
        .map(Numbers::whole)
        .flatMapToLong(OptionalLong::stream)
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }
}
