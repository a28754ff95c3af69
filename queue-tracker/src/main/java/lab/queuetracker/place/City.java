package lab.queuetracker.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A real city.
 *
 * @param slug its name in lower-case ASCII, unique
 * @param latitude of the centre, degrees
 * @param longitude of the centre, degrees
 * @param population of the urban area, to about two digits
 */
record City(
    String slug, String name, String country, double latitude, double longitude, int population) {
  /** The cities of {@code cities.csv}, in its order, which the places depend on. */
  static List<City> all() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(City.class.getResourceAsStream("cities.csv")), UTF_8))) {
      return lines.lines().skip(1).map(City::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static City parse(String line) {
    String[] field = line.split(",", -1);
    return new City(
        field[0],
        field[1],
        field[2],
        Double.parseDouble(field[3]),
        Double.parseDouble(field[4]),
        Integer.parseInt(field[5]));
  }

  /**
   * The distance, in kilometres, over which the density of places falls to 1/e: 0.7 km in a town of
   * 100,000, 3 km in Tokyo.
   */
  double scaleKm() {
    return 0.7 * Math.sqrt(Math.sqrt(population / 100_000.0));
  }

  /** Places grow more slowly than people, otherwise all of them would be in twenty cities. */
  double weight() {
    return Math.sqrt(population);
  }
}
