package lab.queuetracker.near;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.queuetracker.place.Place;

/**
 * Uber's H3 (h3geo.org): the earth in hexagons of sixteen sizes. The cells around the point are
 * looked up, in a finer size first; if they do not contain enough places, in the next coarser one.
 *
 * <p>How far do the k rings around a point's cell certainly reach? H3 projects the sphere from its
 * centre onto an icosahedron, and covers that, along the surface, with regular hexagons, with
 * twelve pentagons at the vertices. On a flat surface a path shorter than an edge ends in the cell
 * where it began or in one of its neighbours, because every other cell is at least an edge away; a
 * pentagon is a hexagon with a sixth cut out, which makes no difference to a path beside its
 * centre. Cut into k pieces, a path shorter than k edges ends within k rings. The projection
 * stretches a path most at the icosahedron's vertices, 37.38 degrees off the middle of a face, and
 * there by 1 / cos², 1.58. So k rings reach k edges / 1.58 on the sphere. The cells of one size are
 * not unions of the next finer size's, so a place is indexed by its position in each size, not by
 * its cell's parent.
 *
 * <p>The library unpacks native code into {@code java.io.tmpdir} and needs {@code
 * --enable-native-access=ALL-UNNAMED}.
 */
public final class H3Nearest implements Nearest {
  private static final int FINEST = 9;
  private static final int RINGS = 2;

  /**
   * From one cell's centre to its neighbour's, coarsest size, on a face one unit from the centre.
   */
  private static final double COARSEST_SPACING = 0.381_966_011_250_105;

  private static final double COS_FACE_TO_VERTEX = 0.794_654_472_291_766;
  private static final double ROUNDING = 1 - 1e-9;

  private final H3Core h3;
  private final List<Place> places;
  private final List<Map<Long, List<Place>>> cellsBySize = new ArrayList<>();

  /**
   * @throws UncheckedIOException when the native code cannot be unpacked
   */
  public H3Nearest(List<Place> places) {
    this.h3 = newH3();
    this.places = List.copyOf(places);
    for (int size = 0; size <= FINEST; size++) {
      cellsBySize.add(file(size));
    }
  }

  @Override
  public List<Near> find(Point point, double radiusMetres, int limit) {
    for (int size = FINEST; size >= 0; size--) {
      double covered = covered(size, RINGS);
      var closest = new Closest(point, radiusMetres, limit);
      for (long cell : around(point, size)) {
        closest.offerAll(cellsBySize.get(size).getOrDefault(cell, List.of()));
      }
      if (closest.reach() <= covered) {
        return closest.sorted();
      }
    }
    return new Closest(point, radiusMetres, limit).offerAll(places).sorted();
  }

  /** Everything this near to a point, in metres, lies in the rings around the point's cell. */
  static double covered(int size, int rings) {
    double edge = COARSEST_SPACING / Math.sqrt(3) / Math.pow(7, size / 2.0);
    double stretch = 1 / (COS_FACE_TO_VERTEX * COS_FACE_TO_VERTEX);
    return rings * edge / stretch * Sphere.RADIUS * ROUNDING;
  }

  private List<Long> around(Point point, int size) {
    return h3.gridDisk(h3.latLngToCell(point.latitude(), point.longitude(), size), RINGS);
  }

  private Map<Long, List<Place>> file(int size) {
    return places.stream()
        .collect(
            Collectors.groupingBy(
                place -> h3.latLngToCell(place.latitude(), place.longitude(), size)));
  }

  private static H3Core newH3() {
    try {
      return H3Core.newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
