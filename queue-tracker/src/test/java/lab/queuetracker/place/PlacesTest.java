package lab.queuetracker.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  private static final List<Place> PLACES = Places.of(10_000);
  private static final List<City> CITIES = City.all();

  @Test
  void begins_with_the_five_of_the_text_and_their_lines() {
    assertThat(PLACES.subList(0, 5))
        .extracting(Place::location)
        .containsExactly("starbucks_1", "starbucks_2", "starbucks_3", "starbucks_4", "starbucks_5");
    assertThat(PLACES.subList(0, 6))
        .extracting(Places::initialLength)
        .containsExactly(5, 10, 3, 15, 7, 0);
  }

  @Test
  void a_shorter_list_is_the_beginning_of_a_longer_one() {
    assertThat(Places.of(1_000)).isEqualTo(PLACES.subList(0, 1_000));
    assertThat(Places.of(1)).isEqualTo(PLACES.subList(0, 1));
  }

  /** A change here moves every place of every lab, so it must be deliberate. */
  @Test
  void the_list_is_the_same_on_every_machine() {
    var sum = new CRC32C();
    PLACES.forEach(place -> sum.update(place.toString().getBytes(UTF_8)));

    assertThat(sum.getValue()).isEqualTo(3791768811L);
  }

  @Test
  void no_two_places_have_one_id() {
    assertThat(PLACES).extracting(Place::location).doesNotHaveDuplicates();
  }

  @Test
  void every_place_stands_in_its_city() {
    Map<String, City> byName =
        CITIES.stream().collect(Collectors.toMap(City::name, Function.identity()));

    assertThat(PLACES)
        .allSatisfy(place -> {
          City city = byName.get(place.city());
          assertThat(place.country()).isEqualTo(city.country());
          assertThat(kilometres(place, city)).isLessThan(8 * city.scaleKm() + 0.001);
        });
  }

  /** Of a Gamma(2), 59 % lie within two scales; with 10,000, one standard deviation is 0.5 %. */
  @Test
  void places_crowd_in_the_middle_of_their_city() {
    Map<String, City> byName =
        CITIES.stream().collect(Collectors.toMap(City::name, Function.identity()));
    long inner =
        PLACES.stream()
            .filter(p -> kilometres(p, byName.get(p.city())) < 2 * byName.get(p.city()).scaleKm())
            .count();

    assertThat(inner).isBetween(5_750L, 6_150L);
  }

  /**
   * Tokyo has 9 times the weight of Wellington; its share of 10,000 has a standard deviation of 15.
   */
  @Test
  void larger_cities_have_more_places() {
    double weights = CITIES.stream().mapToDouble(City::weight).sum();
    Map<String, Long> counts =
        PLACES.stream().collect(Collectors.groupingBy(Place::city, Collectors.counting()));
    double tokyo = 10_000 * CITIES.getFirst().weight() / weights;

    assertThat(CITIES.getFirst().name()).isEqualTo("Tokyo");
    assertThat((double) counts.get("Tokyo")).isBetween(tokyo - 75, tokyo + 75);
    assertThat(counts.get("Wellington")).isLessThan(counts.get("Tokyo") / 4);
  }

  @Test
  void the_cities_reach_around_the_world_and_have_names_of_their_own() {
    assertThat(CITIES).hasSizeGreaterThan(150);
    assertThat(CITIES).extracting(City::slug).doesNotHaveDuplicates();
    assertThat(CITIES).extracting(City::name).doesNotHaveDuplicates();
    assertThat(CITIES).extracting(City::latitude).anyMatch(l -> l > 78).anyMatch(l -> l < -77);
    assertThat(CITIES).extracting(City::longitude).anyMatch(l -> l > 179).anyMatch(l -> l < -176);
  }

  @Test
  void places_lie_on_both_sides_of_the_date_line_of_one_town() {
    List<Place> waiyevo =
        Places.of(100_000).stream().filter(p -> p.city().startsWith("Waiyevo")).toList();

    assertThat(waiyevo).anyMatch(p -> p.longitude() > 0).anyMatch(p -> p.longitude() < 0);
  }

  @Test
  void some_have_one_counter_and_few_have_eight() {
    Map<Integer, Long> counts =
        PLACES.stream().collect(Collectors.groupingBy(Place::servers, Collectors.counting()));

    assertThat(counts).containsOnlyKeys(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(counts.get(8)).isLessThan(counts.get(1) / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, Places.MAX_COUNT + 1})
  void a_count_has_bounds(int count) {
    assertThatIllegalArgumentException().isThrownBy(() -> Places.of(count));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0, 1, location",
    "Big, 0, 0, 1, location",
    "a, 90.1, 0, 1, latitude",
    "a, NaN, 0, 1, latitude",
    "a, 0, -180.1, 1, longitude",
    "a, 0, NaN, 1, longitude",
    "a, 0, 0, 0, servers",
    "a, 0, 0, 9, servers"
  })
  void a_place_has_bounds_and_names_them(
      String id, double latitude, double longitude, int servers, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Place(id, "A", "B", "C", latitude, longitude, servers))
        .withMessageStartingWith(named);
  }

  @Test
  void a_place_may_stand_on_a_pole_or_the_date_line() {
    assertThatNoException().isThrownBy(() -> new Place("a".repeat(40), "A", "B", "C", -90, 180, 8));
  }

  private static double kilometres(Place place, City city) {
    double north = Math.toRadians(place.latitude() - city.latitude());
    double east = Math.toRadians(place.longitude() - city.longitude());
    double chord =
        Math.pow(Math.sin(north / 2), 2)
            + Math.cos(Math.toRadians(place.latitude()))
                * Math.cos(Math.toRadians(city.latitude()))
                * Math.pow(Math.sin(east / 2), 2);
    return 2 * 6_371.0088 * Math.asin(Math.sqrt(chord));
  }
}
