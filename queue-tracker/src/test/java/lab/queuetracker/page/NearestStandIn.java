package lab.queuetracker.page;

import java.util.List;
import java.util.Map;
import lab.queuetracker.near.IndexNearest;
import lab.queuetracker.near.Near;
import lab.queuetracker.near.Point;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.queue.Queues;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search as the page asks for it, for as long as the service has none of its own. */
@RestController
@ConditionalOnMissingClass("lab.queuetracker.near.NearestController")
class NearestStandIn {
  private final Catalogue places;
  private final Queues queues;

  NearestStandIn(Catalogue places, Queues queues) {
    this.places = places;
    this.queues = queues;
  }

  @GetMapping("/api/queues/nearest")
  Map<String, Object> nearest(
      @RequestParam double lat,
      @RequestParam double lon,
      @RequestParam double radius,
      @RequestParam int limit) {
    return Map.of(
        "places",
        new IndexNearest(places.all())
            .find(new Point(lat, lon), radius, limit).stream().map(this::view).toList());
  }

  private Map<String, Object> view(Near near) {
    var place = near.place();
    int length = queues.all(List.of(place.location())).getFirst().length();
    return Map.of(
        "location", place.location(),
        "name", place.name(),
        "city", place.city(),
        "lat", place.latitude(),
        "lon", place.longitude(),
        "distance_m", Math.round(near.metres()),
        "queue_length", length,
        "expected_wait_seconds", 90 * length / place.servers());
  }
}
