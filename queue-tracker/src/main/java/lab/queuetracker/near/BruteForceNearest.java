package lab.queuetracker.near;

import java.util.List;
import lab.queuetracker.place.Place;

/** Looks at every place: slow, plainly right, and therefore the judge of the others. */
public final class BruteForceNearest implements Nearest {
  private final List<Place> places;

  public BruteForceNearest(List<Place> places) {
    this.places = List.copyOf(places);
  }

  @Override
  public List<Near> find(Point point, double radiusMetres, int limit) {
    return new Closest(point, radiusMetres, limit).offerAll(places).sorted();
  }
}
