package lab.queuetracker.near;

import java.util.List;

/** A search for the places nearest to a point. Thread-safe. */
public interface Nearest {
  /** The smallest radius of a search. */
  double MIN_RADIUS_METRES = 1;

  /** The largest: half of the equator, which covers the whole earth. */
  double MAX_RADIUS_METRES = 20_037_508;

  /** The most places that a search returns. */
  int MAX_LIMIT = 100;

  /**
   * The {@code limit} nearest places no farther than the radius, sorted by distance, then by id.
   *
   * @throws IllegalArgumentException when radius or limit is out of its bounds
   */
  List<Near> find(Point point, double radiusMetres, int limit);
}
