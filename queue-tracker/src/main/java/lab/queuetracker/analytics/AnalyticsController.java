package lab.queuetracker.analytics;

import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.queuetracker.place.Catalogue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/queue/{location}/analytics}: a place's history, about a second behind. */
@RestController
class AnalyticsController {
  private final Catalogue places;
  private final ObjectProvider<Analytics> analytics;

  AnalyticsController(Catalogue places, ObjectProvider<Analytics> analytics) {
    this.places = places;
    this.analytics = analytics;
  }

  @GetMapping(path = "/api/queue/{location}/analytics", produces = MediaType.APPLICATION_JSON_VALUE)
  AnalyticsView analytics(@PathVariable String location) {
    places.require(location);
    var known = analytics.getIfAvailable();
    if (known == null) {
      throw new ProblemException(
          Problem.of(404, "not-in-this-phase", "Not in this phase")
              .detail("Phase 1 keeps no history; analytics begin with phase 2."));
    }
    return AnalyticsView.of(location, known.line(location), known.hours(location));
  }
}
