package lab.queuetracker.near;

import java.util.Comparator;
import lab.queuetracker.place.Place;

/**
 * A place and how far away it is.
 *
 * @param metres along the great circle, on a sphere of the earth's mean radius
 */
public record Near(Place place, double metres) {
  /** The nearer first; at equal distance by id, so that all searches agree. */
  static final Comparator<Near> ORDER =
      Comparator.comparingDouble(Near::metres).thenComparing(near -> near.place().location());
}
