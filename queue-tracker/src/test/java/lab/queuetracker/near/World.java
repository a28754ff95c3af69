package lab.queuetracker.near;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.DoubleArbitrary;

/**
 * Places and points that are hard to search: crowds in cities, single places anywhere, several on
 * one spot, on the poles, on both sides of the date line, around the twelve pentagons of H3.
 */
final class World {
  static final List<Place> PLACES = places();

  private static final int CITY_PLACES = 2_000;
  private static final List<Point> PENTAGONS = pentagons();

  private World() {}

  /** A search. */
  record Query(Point point, double radius, int limit) {}

  static Arbitrary<Query> queries() {
    return Combinators.combine(points(), radii(), Arbitraries.integers().between(1, 100))
        .as(Query::new);
  }

  static Arbitrary<Point> points() {
    DoubleArbitrary longitude = Arbitraries.doubles().between(-180, 180);
    Arbitrary<Place> place = Arbitraries.of(PLACES);
    return Arbitraries.frequencyOf(
        Tuple.of(4, anywhere()),
        Tuple.of(1, Combinators.combine(Arbitraries.of(-90.0, 90.0), longitude).as(Point::new)),
        Tuple.of(1, anywhere().map(point -> new Point(point.latitude(), 180))),
        Tuple.of(1, anywhere().map(point -> new Point(point.latitude(), -179.999_9))),
        Tuple.of(1, place.map(World::at)),
        Tuple.of(1, place.map(World::at).map(World::antipode)),
        Tuple.of(3, Combinators.combine(place.map(World::at), shifts(), shifts()).as(World::moved)),
        Tuple.of(
            1,
            Combinators.combine(Arbitraries.of(PENTAGONS), shifts(), shifts()).as(World::moved)));
  }

  /** Uniform on the sphere. */
  static Arbitrary<Point> anywhere() {
    return Combinators.combine(
            Arbitraries.doubles().between(-1, 1).ofScale(9),
            Arbitraries.doubles().between(-180, 180).ofScale(9))
        .as((height, longitude) -> new Point(Math.toDegrees(Math.asin(height)), longitude));
  }

  static List<Point> pentagonPoints() {
    return PENTAGONS;
  }

  /** From a metre to the whole earth, each order of magnitude equally likely. */
  private static Arbitrary<Double> radii() {
    double sizes = Math.log(Nearest.MAX_RADIUS_METRES);
    return Arbitraries.doubles()
        .between(0, 1)
        .ofScale(9)
        .map(size -> Math.clamp(Math.exp(size * sizes), 1, Nearest.MAX_RADIUS_METRES));
  }

  private static Arbitrary<Double> shifts() {
    return Arbitraries.of(-1.0, -0.1, -0.01, -0.001, 0.0, 0.000_01, 0.003, 0.03, 0.3);
  }

  static Point moved(Point point, double north, double east) {
    return new Point(
        Math.clamp(point.latitude() + north, -90, 90),
        Math.IEEEremainder(point.longitude() + east, 360));
  }

  private static Point at(Place place) {
    return new Point(place.latitude(), place.longitude());
  }

  private static Point antipode(Point point) {
    return new Point(-point.latitude(), Math.IEEEremainder(point.longitude() + 180, 360));
  }

  private static List<Place> places() {
    var places = new ArrayList<>(Places.of(CITY_PLACES));
    RandomGenerator random = new SplittableRandom(7);
    for (int i = 0; i < 1_000; i++) {
      double latitude = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
      places.add(place("loner_" + i, latitude, random.nextDouble(-180, 180)));
    }
    for (int i = 0; i < 40; i++) {
      places.add(place("twin_" + i, 48.8566, 2.3522));
      places.add(place("north_" + i, 90 - i * 0.02, i * 9 - 180));
      places.add(place("south_" + i, -90 + i * 0.2, -i * 4.5));
      places.add(place("date_line_" + i, i * 4 - 80, i % 2 == 0 ? 180 : -180));
    }
    for (Point pentagon : pentagons()) {
      IntStream.range(0, 30)
          .mapToObj(i -> moved(pentagon, random.nextDouble(-1, 1), random.nextDouble(-1, 1)))
          .map(near -> place("p_" + places.size() + "_" + random.nextInt(1_000_000), near))
          .forEach(places::add);
    }
    return List.copyOf(places);
  }

  private static Place place(String location, Point point) {
    return place(location, point.latitude(), point.longitude());
  }

  private static Place place(String location, double latitude, double longitude) {
    return new Place(location, location, "", "", latitude, longitude, 1);
  }

  private static List<Point> pentagons() {
    try {
      H3Core h3 = H3Core.newInstance();
      return h3.getPentagons(9).stream()
          .map(h3::cellToLatLng)
          .map(centre -> new Point(centre.lat, centre.lng))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
