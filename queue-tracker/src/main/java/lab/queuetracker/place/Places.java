package lab.queuetracker.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The lab's places: the text's five, then invented ones spread over real cities in proportion to
 * the square root of their population. Within a city the density falls exponentially with the
 * distance from the centre (Clark, "Urban Population Densities", 1951).
 *
 * <p>The list depends on the count alone, and is the same on every JVM ({@link StrictMath}, a
 * generator with a fixed algorithm, coordinates rounded to about 0.1 m); a shorter list is a prefix
 * of a longer one.
 */
public final class Places {
  /** The most places a list has. */
  public static final int MAX_COUNT = 1_000_000;

  private static final int[] TEXT_LENGTHS = {5, 10, 3, 15, 7};
  private static final String TEXT_CITY = "seattle";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("cafe", "Café"),
          new Kind("bakery", "Bakery"),
          new Kind("pharmacy", "Pharmacy"),
          new Kind("bank", "Bank"),
          new Kind("post_office", "Post Office"));
  private static final double EARTH_RADIUS_KM = 6_371.0088;
  private static final double FARTHEST_SCALES = 8;

  private final List<City> cities = City.all();
  private final double[] cumulatedWeights = new double[cities.size()];
  private final RandomGenerator random = new SplittableRandom(20_240_229);
  private final Map<City, Integer> counts = new HashMap<>();

  private record Kind(String id, String name) {}

  private Places() {
    double sum = 0;
    for (int i = 0; i < cumulatedWeights.length; i++) {
      sum += cities.get(i).weight();
      cumulatedWeights[i] = sum;
    }
  }

  /**
   * The first {@code count} places.
   *
   * @throws IllegalArgumentException when the count is not within 1 and {@link #MAX_COUNT}
   */
  public static List<Place> of(int count) {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count must be within 1 and " + MAX_COUNT);
    }
    var places = new Places();
    var made = new ArrayList<Place>(count);
    for (int i = 0; i < count; i++) {
      made.add(i < TEXT_LENGTHS.length ? places.ofTheText(i + 1) : places.next());
    }
    return List.copyOf(made);
  }

  /** How many people are in line when the lab starts: the text's figures, otherwise nobody. */
  public static int initialLength(Place place) {
    for (int i = 0; i < TEXT_LENGTHS.length; i++) {
      if (place.location().equals("starbucks_" + (i + 1))) {
        return TEXT_LENGTHS[i];
      }
    }
    return 0;
  }

  private Place ofTheText(int number) {
    City seattle =
        cities.stream().filter(city -> city.slug().equals(TEXT_CITY)).findFirst().orElseThrow();
    return in(seattle, "starbucks_" + number, "Starbucks " + number);
  }

  private Place next() {
    City city = drawCity();
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    int number = counts.merge(city, 1, Integer::sum);
    return in(
        city,
        kind.id() + "_" + city.slug() + "_" + number,
        kind.name() + " " + city.name() + " " + number);
  }

  private City drawCity() {
    double drawn = random.nextDouble() * cumulatedWeights[cumulatedWeights.length - 1];
    int city = 0;
    while (cumulatedWeights[city] <= drawn) {
      city++;
    }
    return cities.get(city);
  }

  private Place in(City city, String location, String name) {
    double distance = drawScales() * city.scaleKm() / EARTH_RADIUS_KM;
    double bearing = 2 * StrictMath.PI * random.nextDouble();
    double centre = StrictMath.toRadians(city.latitude());
    double latitude =
        StrictMath.asin(
            StrictMath.sin(centre) * StrictMath.cos(distance)
                + StrictMath.cos(centre) * StrictMath.sin(distance) * StrictMath.cos(bearing));
    double eastward =
        StrictMath.atan2(
            StrictMath.sin(bearing) * StrictMath.sin(distance) * StrictMath.cos(centre),
            StrictMath.cos(distance) - StrictMath.sin(centre) * StrictMath.sin(latitude));
    return new Place(
        location,
        name,
        city.name(),
        city.country(),
        rounded(StrictMath.toDegrees(latitude)),
        rounded(wrapped(city.longitude() + StrictMath.toDegrees(eastward))),
        drawServers());
  }

  /** A distance from the centre, in scales: an exponential density in the plane is a Gamma(2). */
  private double drawScales() {
    double scales = FARTHEST_SCALES;
    while (scales >= FARTHEST_SCALES) {
      scales = drawExponential() + drawExponential();
    }
    return scales;
  }

  /** Mostly one to three counters, rarely eight. */
  private int drawServers() {
    return (int) Math.min(Place.MAX_SERVERS, 1 + 1.5 * drawExponential());
  }

  private double drawExponential() {
    return -StrictMath.log(1 - random.nextDouble());
  }

  private static double wrapped(double longitude) {
    if (longitude >= 180) {
      return longitude - 360;
    }
    return longitude < -180 ? longitude + 360 : longitude;
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 1e6) / 1e6;
  }
}
