package lab.queuetracker.waiting;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.queue.Queues;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/queue/{location}/wait}: the expected wait of someone who joins now. */
@RestController
class WaitController {
  private final Catalogue places;
  private final Queues queues;
  private final Waits waits;

  /** The answer. */
  record Answer(
      String location,
      @JsonProperty("queue_length") int length,
      int counters,
      @JsonProperty("mean_service_seconds") long meanService,
      @JsonUnwrapped WaitView estimate) {}

  WaitController(Catalogue places, Queues queues, Waits waits) {
    this.places = places;
    this.queues = queues;
    this.waits = waits;
  }

  @GetMapping(path = "/api/queue/{location}/wait", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer at(@PathVariable String location) {
    var place = places.require(location);
    int length = queues.find(location).orElseThrow().queue().length();
    return new Answer(
        location,
        length,
        place.servers(),
        waits.rate(place).meanService().toSeconds(),
        WaitView.of(waits.at(place, length)));
  }
}
