package lab.queuetracker.place;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import lab.platform.web.Numbers;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The places with lines: {@code GET /api/places?after=&limit=}, all places page by page, and {@code
 * GET /api/places/cities}, their cities.
 */
@RestController
@RequestMapping(path = "/api/places", produces = MediaType.APPLICATION_JSON_VALUE)
class PlaceController {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final Catalogue places;
  private final List<CityView> cities;

  /**
   * A page.
   *
   * @param next the value of {@code after} for the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PageView(List<PlaceView> places, @Nullable String next) {}

  /** A place, with the number of its counters. */
  record PlaceView(
      String location,
      String name,
      String city,
      String country,
      double lat,
      double lon,
      int servers) {
    static PlaceView of(Place place) {
      return new PlaceView(
          place.location(),
          place.name(),
          place.city(),
          place.country(),
          place.latitude(),
          place.longitude(),
          place.servers());
    }
  }

  /**
   * A city.
   *
   * @param lat latitude of its centre, in degrees
   * @param lon longitude of its centre, in degrees
   * @param places the number of its places
   */
  record CityView(String city, String country, double lat, double lon, long places) {}

  private record CityName(String city, String country) {}

  PlaceController(Catalogue places) {
    this.places = places;
    this.cities = cities(places.all());
  }

  private static List<CityView> cities(List<Place> places) {
    var counts = new LinkedHashMap<CityName, Long>();
    places.forEach(
        place -> counts.merge(new CityName(place.city(), place.country()), 1L, Long::sum));
    return City.all().stream()
        .map(city ->
            new CityView(
                city.name(),
                city.country(),
                city.latitude(),
                city.longitude(),
                counts.getOrDefault(new CityName(city.name(), city.country()), 0L)))
        .filter(city -> city.places() > 0)
        .toList();
  }

  @GetMapping("/cities")
  List<CityView> cities() {
    return cities;
  }

  /**
   * @param after the last place of the previous page; without it, this is the first page
   */
  @GetMapping
  PageView page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    int from = after == null ? 0 : 1 + places.indexOf(after).orElseThrow(PlaceController::unknown);
    var rest = places.all().subList(from, places.all().size());
    int most = limit == null ? LIMIT : Numbers.whole("limit", limit, 1, MAX_LIMIT);
    var page = rest.stream().limit(most).map(PlaceView::of).toList();
    return new PageView(page, page.size() < rest.size() ? page.getLast().location() : null);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.of(400, "invalid-after", "Invalid cursor")
            .detail("after must be the next of the page before.")
            .field("after")
            .bound("the location of a place"));
  }
}
