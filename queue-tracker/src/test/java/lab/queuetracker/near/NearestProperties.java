package lab.queuetracker.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lab.queuetracker.near.World.Query;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NearestProperties {
  private static final Nearest ORACLE = new BruteForceNearest(World.PLACES);
  private static final Nearest INDEX = new IndexNearest(World.PLACES);
  private static final Nearest H3 = new H3Nearest(World.PLACES);

  @Property(tries = 2_000)
  void the_index_agrees_with_brute_force(@ForAll("queries") Query query) {
    assertSame(INDEX, query);
  }

  @Property(tries = 2_000)
  void h3_agrees_with_brute_force(@ForAll("queries") Query query) {
    assertSame(H3, query);
  }

  @Property(tries = 2_000)
  void an_answer_is_sorted_within_the_radius_and_no_longer_than_its_limit(
      @ForAll("queries") Query query) {
    List<Near> found = ORACLE.find(query.point(), query.radius(), query.limit());

    assertThat(found).hasSizeLessThanOrEqualTo(query.limit()).isSortedAccordingTo(Near.ORDER);
    assertThat(found).allMatch(near -> near.metres() <= query.radius());
  }

  /**
   * The reference measures by haversine; this test by the angle between vectors, {@code
   * atan2(|a×b|, a·b)}.
   */
  @Property(tries = 2_000)
  void distances_are_right(@ForAll("points") Point point) {
    for (Near near : ORACLE.find(point, Nearest.MAX_RADIUS_METRES, 100)) {
      var other = new Point(near.place().latitude(), near.place().longitude());
      double expected = angle(vector(point), vector(other)) * 6_371_008.8;

      assertThat(near.metres()).isCloseTo(expected, within(expected));
    }
  }

  @Provide
  Arbitrary<Query> queries() {
    return World.queries();
  }

  @Provide
  Arbitrary<Point> points() {
    return Arbitraries.oneOf(World.points(), World.anywhere());
  }

  static void assertSame(Nearest arm, Query query) {
    assertThat(arm.find(query.point(), query.radius(), query.limit()))
        .isEqualTo(ORACLE.find(query.point(), query.radius(), query.limit()));
  }

  private static org.assertj.core.data.Offset<Double> within(double metres) {
    return org.assertj.core.data.Offset.offset(1e-6 + 1e-6 * metres);
  }

  private static double angle(double[] a, double[] b) {
    double x = a[1] * b[2] - a[2] * b[1];
    double y = a[2] * b[0] - a[0] * b[2];
    double z = a[0] * b[1] - a[1] * b[0];
    double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    return Math.atan2(Math.sqrt(x * x + y * y + z * z), dot);
  }

  private static double[] vector(Point point) {
    double up = Math.toRadians(point.latitude());
    double east = Math.toRadians(point.longitude());
    return new double[] {
      Math.cos(up) * Math.cos(east), Math.cos(up) * Math.sin(east), Math.sin(up)
    };
  }
}
