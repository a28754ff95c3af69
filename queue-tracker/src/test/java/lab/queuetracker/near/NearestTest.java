package lab.queuetracker.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final Point SEATTLE = new Point(47.6062, -122.3321);

  @Test
  void finds_the_five_of_the_text_around_seattle() {
    assertThat(new IndexNearest(Places.of(5)).find(SEATTLE, 20_000, 10))
        .extracting(near -> near.place().location())
        .containsExactlyInAnyOrder(
            "starbucks_1", "starbucks_2", "starbucks_3", "starbucks_4", "starbucks_5");
  }

  @Test
  void finds_nothing_where_there_are_no_places() {
    for (Nearest arm :
        List.of(
            new BruteForceNearest(List.of()),
            new IndexNearest(List.of()),
            new H3Nearest(List.of()))) {
      assertThat(arm.find(SEATTLE, Nearest.MAX_RADIUS_METRES, 100)).isEmpty();
    }
  }

  @Test
  void of_two_on_one_spot_the_smaller_id_comes_first() {
    var places = List.of(on("b"), on("c"), on("a"));

    assertThat(new IndexNearest(places).find(SEATTLE, Nearest.MAX_RADIUS_METRES, 2))
        .extracting(near -> near.place().location())
        .containsExactly("a", "b");
  }

  /** One degree of the equator, with the mean radius. */
  @Test
  void measures_on_the_mean_radius() {
    var places = List.of(new Place("a", "a", "", "", 0, 1, 1));

    assertThat(new BruteForceNearest(places).find(new Point(0, 0), 200_000, 1))
        .singleElement()
        .satisfies(near -> assertThat(near.metres()).isBetween(111_195.07, 111_195.09));
  }

  @ParameterizedTest
  @CsvSource({
    "0.99, 1, radius",
    "20037509, 1, radius",
    "NaN, 1, radius",
    "1, 0, limit",
    "1, 101, limit"
  })
  void a_search_has_bounds_and_names_them(double radius, int limit, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IndexNearest(List.of()).find(SEATTLE, radius, limit))
        .withMessageStartingWith(named);
  }

  @ParameterizedTest
  @CsvSource({
    "90.01, 0, latitude",
    "NaN, 0, latitude",
    "0, -180.01, longitude",
    "0, Infinity, longitude"
  })
  void a_point_has_bounds_and_names_them(double latitude, double longitude, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Point(latitude, longitude))
        .withMessageStartingWith(named);
  }

  private static Place on(String location) {
    return new Place(location, location, "", "", 10, 20, 1);
  }
}
