package lab.queuetracker.near;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import lab.queuetracker.place.Place;

/**
 * A k-d tree (Bentley, "Multidimensional Binary Search Trees Used for Associative Searching", 1975)
 * over the places' unit vectors. In three dimensions there is no pole and no date line, and the
 * straight line through the earth orders places as the distance along its surface does.
 *
 * <p>The tree is an array: the middle of a range is its root; everything before it lies on one side
 * in the range's dimension, which cycles with the depth, everything after it on the other.
 */
public final class IndexNearest implements Nearest {
  /** Relative to the squared chord: far more than rounding errors, far less than a millimetre. */
  private static final double RELATIVE_SLACK = 1e-12;

  private static final double ABSOLUTE_SLACK = 1e-15;

  private final Node[] nodes;

  private record Node(Place place, Vector vector) {}

  public IndexNearest(List<Place> places) {
    nodes =
        places.stream()
            .map(place -> new Node(place, Vector.of(place.latitude(), place.longitude())))
            .toArray(Node[]::new);
    arrange(0, nodes.length, 0);
  }

  @Override
  public List<Near> find(Point point, double radiusMetres, int limit) {
    var search = new Search(point, new Closest(point, radiusMetres, limit));
    search.visit(0, nodes.length, 0);
    return search.closest.sorted();
  }

  private void arrange(int from, int to, int dimension) {
    if (to - from > 1) {
      Arrays.sort(nodes, from, to, Comparator.comparingDouble(node -> node.vector.in(dimension)));
      int middle = (from + to) >>> 1;
      arrange(from, middle, next(dimension));
      arrange(middle + 1, to, next(dimension));
    }
  }

  private static int next(int dimension) {
    return (dimension + 1) % 3;
  }

  private record Vector(double x, double y, double z) {
    static Vector of(double latitude, double longitude) {
      double up = Math.toRadians(latitude);
      double east = Math.toRadians(longitude);
      return new Vector(Math.cos(up) * Math.cos(east), Math.cos(up) * Math.sin(east), Math.sin(up));
    }

    double in(int dimension) {
      return dimension == 0 ? x : dimension == 1 ? y : z;
    }

    double chordSquared(Vector other) {
      return (x - other.x) * (x - other.x)
          + (y - other.y) * (y - other.y)
          + (z - other.z) * (z - other.z);
    }
  }

  private final class Search {
    private final Vector target;
    private final Closest closest;
    private double bound;

    Search(Point point, Closest closest) {
      this.target = Vector.of(point.latitude(), point.longitude());
      this.closest = closest;
      tighten();
    }

    void visit(int from, int to, int dimension) {
      if (from >= to) {
        return;
      }
      int middle = (from + to) >>> 1;
      Node node = nodes[middle];
      double beyond = target.in(dimension) - node.vector.in(dimension);
      if (beyond < 0) {
        visit(from, middle, next(dimension));
      } else {
        visit(middle + 1, to, next(dimension));
      }
      offer(node);
      if (beyond * beyond > bound) {
        return;
      }
      if (beyond < 0) {
        visit(middle + 1, to, next(dimension));
      } else {
        visit(from, middle, next(dimension));
      }
    }

    private void offer(Node node) {
      if (target.chordSquared(node.vector) <= bound) {
        closest.offer(node.place);
        tighten();
      }
    }

    private void tighten() {
      bound = Sphere.chordSquared(closest.reach()) * (1 + RELATIVE_SLACK) + ABSOLUTE_SLACK;
    }
  }
}
