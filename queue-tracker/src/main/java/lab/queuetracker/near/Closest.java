package lab.queuetracker.near;

import java.util.List;
import java.util.PriorityQueue;
import lab.queuetracker.place.Place;

/**
 * The best result so far of one search. Every search offers its candidates here, and so measures,
 * compares and breaks ties in the same way.
 */
final class Closest {
  private final Point point;
  private final double radius;
  private final int limit;
  private final PriorityQueue<Near> farthestFirst = new PriorityQueue<>(Near.ORDER.reversed());

  Closest(Point point, double radiusMetres, int limit) {
    if (!(radiusMetres >= Nearest.MIN_RADIUS_METRES && radiusMetres <= Nearest.MAX_RADIUS_METRES)) {
      throw new IllegalArgumentException(
          "radius must be within %.0f and %.0f metres"
              .formatted(Nearest.MIN_RADIUS_METRES, Nearest.MAX_RADIUS_METRES));
    }
    if (limit < 1 || limit > Nearest.MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be within 1 and " + Nearest.MAX_LIMIT);
    }
    this.point = point;
    this.radius = radiusMetres;
    this.limit = limit;
  }

  Closest offer(Place place) {
    double metres = Sphere.metres(point, place);
    if (metres > reach()) {
      return this;
    }
    farthestFirst.add(new Near(place, metres));
    if (farthestFirst.size() > limit) {
      farthestFirst.remove();
    }
    return this;
  }

  Closest offerAll(Iterable<Place> places) {
    places.forEach(this::offer);
    return this;
  }

  /** A place farther away than this, in metres, is not in the result. */
  double reach() {
    return isFull() ? farthestFirst.element().metres() : radius;
  }

  boolean isFull() {
    return farthestFirst.size() == limit;
  }

  List<Near> sorted() {
    return farthestFirst.stream().sorted(Near.ORDER).toList();
  }
}
