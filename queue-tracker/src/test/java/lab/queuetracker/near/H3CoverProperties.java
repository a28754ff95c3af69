package lab.queuetracker.near;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The bound that {@link H3Nearest} relies on, tested against H3 itself. */
class H3CoverProperties {
  private final H3Core h3 = H3Core.newInstance();

  H3CoverProperties() throws IOException {}

  @Property(tries = 20_000)
  void points_nearer_than_the_bound_lie_in_the_rings(
      @ForAll("points") Point from,
      @ForAll @DoubleRange(max = 360) double bearing,
      @ForAll @IntRange(max = 9) int size,
      @ForAll @IntRange(min = 1, max = 3) int rings) {
    long there = cell(walk(from, bearing, H3Nearest.covered(size, rings)), size);

    assertThat(h3.gridDisk(cell(from, size), rings)).contains(there);
  }

  /**
   * A bound that is far too small would also be true, and the search slow. The far side of a
   * neighbour is less than 3.7 edges away, and the bound is 0.63 edges.
   */
  @Property(tries = 2_000)
  void points_six_times_as_far_lie_outside(
      @ForAll("points") Point from,
      @ForAll @DoubleRange(max = 360) double bearing,
      @ForAll @IntRange(max = 9) int size) {
    long there = cell(walk(from, bearing, 6 * H3Nearest.covered(size, 1)), size);

    assertThat(h3.gridDisk(cell(from, size), 1)).doesNotContain(there);
  }

  @Provide
  Arbitrary<Point> points() {
    return Arbitraries.oneOf(World.points(), Arbitraries.of(World.pentagonPoints()));
  }

  private long cell(Point point, int size) {
    return h3.latLngToCell(point.latitude(), point.longitude(), size);
  }

  private static Point walk(Point from, double bearing, double metres) {
    double far = metres / Sphere.RADIUS;
    double up = Math.toRadians(from.latitude());
    double turn = Math.toRadians(bearing);
    double latitude =
        Math.asin(Math.sin(up) * Math.cos(far) + Math.cos(up) * Math.sin(far) * Math.cos(turn));
    double east =
        Math.atan2(
            Math.sin(turn) * Math.sin(far) * Math.cos(up),
            Math.cos(far) - Math.sin(up) * Math.sin(latitude));
    return World.moved(
        new Point(Math.toDegrees(latitude), from.longitude()), 0, Math.toDegrees(east));
  }
}
