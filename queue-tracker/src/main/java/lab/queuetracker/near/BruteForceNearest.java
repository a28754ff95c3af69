package lab.queuetracker.near;

import java.util.List;
import lab.queuetracker.place.Place;

/** Measures every place: slow, obviously correct, and therefore the reference for the others. */
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
