package lab.queuetracker.near;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.HashMap;
import java.util.List;
import lab.platform.web.Numbers;
import lab.queuetracker.place.Place;
import lab.queuetracker.queue.Queues;
import lab.queuetracker.waiting.WaitView;
import lab.queuetracker.waiting.Waits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/queues/nearest?lat=&lon=&radius=&limit=}: the nearest places, how long their
 * lines are and the expected waits. Radius in metres; by default the text's 1 km and 5 places.
 */
@RestController
class NearestController {
  private static final double RADIUS = 1_000;
  private static final int LIMIT = 5;

  private final Nearest nearest;
  private final Queues queues;
  private final Waits waits;

  /** The answer. */
  record Answer(List<PlaceView> places) {}

  /** One place. */
  record PlaceView(
      String location,
      String name,
      String city,
      double lat,
      double lon,
      @JsonProperty("distance_m") long distance,
      @JsonProperty("queue_length") int length,
      @JsonUnwrapped WaitView estimate) {}

  NearestController(Nearest nearest, Queues queues, Waits waits) {
    this.nearest = nearest;
    this.queues = queues;
    this.waits = waits;
  }

  @GetMapping(path = "/api/queues/nearest", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer nearest(
      @RequestParam(required = false) @Nullable String lat,
      @RequestParam(required = false) @Nullable String lon,
      @RequestParam(required = false) @Nullable String radius,
      @RequestParam(required = false) @Nullable String limit) {
    var point =
        new Point(Numbers.decimal("lat", lat, -90, 90), Numbers.decimal("lon", lon, -180, 180));
    double metres =
        radius == null
            ? RADIUS
            : Numbers.decimal(
                "radius",
                radius,
                (long) Nearest.MIN_RADIUS_METRES,
                (long) Nearest.MAX_RADIUS_METRES);
    int most = limit == null ? LIMIT : Numbers.whole("limit", limit, 1, Nearest.MAX_LIMIT);
    var found = nearest.find(point, metres, most);
    var lines = new HashMap<String, Integer>();
    queues
        .all(found.stream().map(near -> near.place().location()).toList())
        .forEach(queue -> lines.put(queue.location(), queue.length()));
    return new Answer(
        found.stream()
            .map(near -> view(near, lines.getOrDefault(near.place().location(), 0)))
            .toList());
  }

  private PlaceView view(Near near, int length) {
    Place place = near.place();
    return new PlaceView(
        place.location(),
        place.name(),
        place.city(),
        place.latitude(),
        place.longitude(),
        Math.round(near.metres()),
        length,
        WaitView.of(waits.at(place, length)));
  }
}
