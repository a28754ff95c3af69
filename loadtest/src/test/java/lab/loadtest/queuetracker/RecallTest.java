package lab.loadtest.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import lab.loadtest.queuetracker.QueueApi.Spot;
import lab.loadtest.queuetracker.Recall.Question;
import lab.loadtest.queuetracker.Recall.Score;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Four places on a meridian, 1.1 km from each other, and two at the same distance to the east and
 * to the west.
 */
class RecallTest {
  private static final Question SOUTH = new Question(35, 0, 0);
  private static final List<Spot> ALL =
      List.of(
          new Spot("a", 0, 0, 1),
          new Spot("b", 0.01, 0, 1),
          new Spot("c", 0.02, 0, 1),
          new Spot("d", 0.03, 0, 1),
          new Spot("east", 0, 0.015, 1),
          new Spot("west", 0, -0.015, 1));

  @Test
  void distances_are_those_on_the_globe() {
    // One degree of a great circle, and Berlin to Paris.
    assertThat(Recall.metres(SOUTH, new Spot("", 1, 0, 1))).isCloseTo(111_195, within(1.0));
    assertThat(Recall.metres(new Question(52, 52.52, 13.405), new Spot("", 48.8566, 2.3522, 1)))
        .isCloseTo(877_460, within(500.0));
    assertThat(Recall.metres(new Question(0, 0, 0), new Spot("", 0, 180, 1)))
        .isCloseTo(Math.PI * 6_371_008.8, within(1.0));
  }

  @Test
  void returned_places_among_the_nearest_are_found() {
    assertThat(score(3, 1_700, "a", "b", "east")).isEqualTo(new Score(35, 3, 3));
    assertThat(score(2, 1_700, "a", "c")).isEqualTo(new Score(35, 1, 2));
    assertThat(score(2, 1_700)).isEqualTo(new Score(35, 0, 2));
  }

  @Test
  void of_two_at_the_same_distance_either_is_correct() {
    assertThat(score(3, 1_700, "a", "b", "west")).isEqualTo(new Score(35, 3, 3));
    assertThat(score(3, 1_700, "a", "b", "east", "west")).isEqualTo(new Score(35, 3, 3));
  }

  @Test
  void unknown_and_repeated_names_do_not_count() {
    assertThat(score(2, 1_700, "a", "a", "z")).isEqualTo(new Score(35, 1, 2));
  }

  @Test
  void a_place_returned_where_there_is_none_lowers_the_recall() {
    var nowhere = new Question(35, 60, 60);
    Score score =
        new Recall(ALL, 1_000, 2).score(nowhere, JsonMapper.shared().readTree(json("a", "b")));

    assertThat(score).isEqualTo(new Score(35, -2, 0));
    assertThat(Recall.share(List.of(score, new Score(35, 4, 4)))).isEqualTo(0.5);
    assertThat(Recall.share(List.of())).isNaN();
  }

  @Test
  void queries_are_around_the_latitudes_and_the_same_for_a_seed() {
    var settings =
        new NearestRecall.Settings(
            10, 10.0, Duration.ofSeconds(1), Duration.ofSeconds(2), 1, 1, 7L);
    List<Question> questions = NearestRecall.questions(settings, ALL);

    assertThat(questions).hasSize(31).isEqualTo(NearestRecall.questions(settings, ALL));
    assertThat(questions).extracting(Question::latitude).startsWith(-34, 0, 35, 52, 64, -34);
    assertThat(questions).doesNotHaveDuplicates();
    assertThat(questions).allMatch(question -> Math.abs(question.lat()) < 0.081);
  }

  private static Score score(int limit, int radius, String... named) {
    return new Recall(ALL, radius, limit).score(SOUTH, JsonMapper.shared().readTree(json(named)));
  }

  private static String json(String... named) {
    return java.util.stream.Stream.of(named)
        .map("{\"location\":\"%s\"}"::formatted)
        .collect(java.util.stream.Collectors.joining(",", "{\"places\":[", "]}"));
  }
}
