package lab.loadtest.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lab.loadtest.Distrusted;
import lab.loadtest.ToyStage;
import lab.loadtest.Workload;
import lab.loadtest.Workloads;
import lab.yaml.YamlFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each workload against a service whose faults, and therefore the correct figures, are known. */
class TrialsTest {
  private static final String COUNTING = "{way: %s, places: 2, devices: 4, changes: 200}";
  private static final String CACHE =
      "{places: 3, reads: 90, changes: 10, warm-up: 0s, duration: 1s, without-redis: 2s}";
  private static final String CAPACITY =
      "{users: [50, 60], step: 1s, warm-up: 0s, people: 4, reads: 50, read-for: 1s}";
  private static final String STORM =
      "{sockets: 9, places: 3, changes: 30, reads: 20, kill-after: 1s, duration: 2s, resume: %s}";
  private static final String SCREENS =
      "{transport: %s, places: 3, changes: 30, warm-up: 0s, duration: 2s, small: 3, middle: 6,"
          + " large: 9}";
  private static final String NEAREST =
      "{places: 40, rate: 50, warm-up: 0s, duration: 2s, radius: 30000, limit: 3, seed: 1}";

  @TempDir Path folder;
  private ToyTracker tracker;
  private ToyStage stage;

  @BeforeEach
  void start() {
    tracker = new ToyTracker(40);
    stage = new ToyStage(tracker.uri(), folder);
    stage.nodes.put("redis", List.of("redis-1", "redis-2"));
    stage.nodes.put("gateway", List.of("gateway-1"));
    stage.nodes.put("queue-tracker", List.of("queue-tracker-1"));
  }

  @AfterEach
  void stop() {
    tracker.close();
  }

  private <S> Map<String, Double> play(Workload<S> workload, String settings) throws Exception {
    Map<String, Double> values =
        workload.play(stage, Workloads.settings(workload, YamlFile.tree("settings", settings)));
    assertThat(workload.measures().stream().map(lab.protocol.Measure::name))
        .containsAll(values.keySet());
    assertThat(stage.history).containsOnlyOnce("started");
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"if-match", "join"})
  void a_service_that_counts_correctly_loses_no_change(String way) throws Exception {
    assertThat(play(new LostUpdates(), COUNTING.formatted(way)))
        .containsEntry("acknowledged", 200.0)
        .containsEntry("lost", 0.0)
        .containsEntry("invented", 0.0)
        .containsEntry("failed", 0.0);
    assertThat(tracker.lines.length("place_0") + tracker.lines.length("place_1")).isEqualTo(200);
    assertThat(stage.history).containsExactly("started", "calm");
  }

  @Test
  void joins_that_are_not_made_are_lost_and_joins_made_twice_are_invented() throws Exception {
    tracker.lines.loseEvery = 10; // of 202 changes: 2 set the lines to 0
    assertThat(play(new LostUpdates(), COUNTING.formatted("join"))).containsEntry("lost", 20.0);
    tracker.lines.loseEvery = 0;
    tracker.lines.repeatEvery = 10;
    stage.history.clear();
    assertThat(play(new LostUpdates(), COUNTING.formatted("join")))
        .containsEntry("lost", 0.0)
        .containsEntry("invented", 20.0);
  }

  @Test
  void rejected_changes_have_failed_and_are_not_lost() throws Exception {
    stage.hook = what -> tracker.lines.status = what.equals("started") ? 503 : 0;

    assertThat(play(new LostUpdates(), COUNTING.formatted("set")))
        .containsEntry("failed", 200.0)
        .containsEntry("acknowledged", 0.0)
        .containsEntry("lost", 0.0);
  }

  @Test
  void fresh_responses_have_no_age_and_every_redis_is_killed_and_restarted() throws Exception {
    Map<String, Double> values = play(new StaleCache(), CACHE);

    assertThat(values)
        .containsEntry("hits", 0.0)
        .containsEntry("failed", 0.0)
        .containsEntry("age-p50", 0.0)
        .containsEntry("failed-without-redis", 0.0)
        .containsEntry("failed-after-redis", 0.0)
        .hasSize(10);
    assertThat(stage.history)
        .contains("kill redis-1", "kill redis-2", "start redis-1", "start redis-2")
        .hasSize(5);
  }

  @Test
  void responses_from_before_the_run_are_stale_and_from_the_cache() throws Exception {
    stage.hook = what -> tracker.lines.stale = what.equals("started") ? 3_000 : tracker.lines.stale;

    Map<String, Double> values = play(new StaleCache(), CACHE);

    assertThat(values).containsEntry("hits", 1.0);
    assertThat(values.get("stale")).isGreaterThan(0.9);
    assertThat(values.get("age-max")).isGreaterThan(500);
    assertThat(values.get("age-p99")).isLessThanOrEqualTo(values.get("age-max"));
    assertThat(values.get("age-max-after-redis")).isGreaterThan(values.get("age-max"));
  }

  @Test
  void failures_are_counted_in_the_phase_in_which_they_occur() throws Exception {
    stage.hook = what -> tracker.lines.status = what.startsWith("start redis") ? 503 : 0;

    assertThat(play(new StaleCache(), CACHE))
        .containsEntry("failed", 0.0)
        .containsEntry("failed-without-redis", 0.0)
        .containsEntry("failed-after-redis", 200.0);
  }

  @Test
  void without_redis_the_measurement_is_not_trusted() {
    stage.nodes.remove("redis");

    assertThatThrownBy(() -> play(new StaleCache(), CACHE))
        .isInstanceOf(Distrusted.class)
        .hasMessageContaining("no Redis");
  }

  @Test
  void forgotten_people_are_counted_one_by_one() throws Exception {
    stage.hook =
        what -> {
          if (what.startsWith("kill")) {
            tracker.lines.forget(7);
            tracker.lines.shorten("place_2");
          }
        };

    Map<String, Double> values = play(new Capacity(), CAPACITY);

    assertThat(values)
        .containsEntry("tickets", 20.0)
        .containsEntry("lost-tickets", 7.0)
        .containsEntry("lost-lines", 1.0)
        .containsEntry("failed-reads", 0.0);
    assertThat(values.get("users")).isIn(0.0, 50.0, 60.0);
    assertThat(stage.history)
        .containsSubsequence("started", "kill queue-tracker-1", "calm")
        .contains("start queue-tracker-1");
    assertThat(folder.resolve("acknowledged.ndjson")).content().hasLineCount(20);
  }

  @Test
  void a_failing_service_supports_no_users() throws Exception {
    var kills = new AtomicInteger();
    stage.hook =
        what -> {
          tracker.lines.status = what.equals("started") ? 500 : 0;
          kills.addAndGet(what.startsWith("kill") ? 1 : 0);
        };

    assertThatThrownBy(() -> play(new Capacity(), CAPACITY)).hasMessageContaining("answered 500");
    assertThat(kills).hasValue(0);
    assertThat(stage.steps).filteredOn(step -> step.contains("50 users:")).hasSize(2);
    assertThat(stage.steps).noneMatch(step -> step.contains("60 users:"));
  }

  @Test
  void tickets_that_cannot_be_read_back_make_the_run_untrusted() {
    tracker.lines.ticketStatus = 500;
    stage.hook = what -> tracker.lines.forget(what.startsWith("kill") ? 1 : 0);

    assertThatThrownBy(() -> play(new Capacity(), CAPACITY))
        .isInstanceOf(Distrusted.class)
        .hasMessage("1 tickets could not be read back");
  }

  @Test
  void subscribers_that_resume_miss_nothing() throws Exception {
    stage.hook = this::cutWhenKilled;

    Map<String, Double> values = play(new ReconnectStorm(), STORM.formatted("yes"));

    assertThat(values)
        .containsEntry("sockets", 9.0)
        .containsEntry("cut", 3.0)
        .containsEntry("changes", 60.0)
        .containsEntry("missed", 0.0)
        .containsEntry("backwards", 0.0)
        .containsEntry("not-back", 0.0)
        .containsEntry("failed-reads", 0.0);
    assertThat(values.get("back")).isGreaterThanOrEqualTo(100);
    assertThat(stage.history)
        .containsExactly("started", "kill queue-tracker-1", "start queue-tracker-1");
  }

  @Test
  void subscribers_that_start_anew_miss_what_happened_meanwhile() throws Exception {
    stage.hook = this::cutWhenKilled;

    Map<String, Double> values = play(new ReconnectStorm(), STORM.formatted("no"));

    assertThat(values.get("missed")).isPositive();
    assertThat(values).containsEntry("backwards", 0.0).containsEntry("not-back", 0.0);
  }

  @Test
  void a_repeated_message_counts_as_backwards() throws Exception {
    tracker.lines.stutters = true;

    // 60 changes, each on a line with three subscribers; if nobody is cut off, nobody comes back
    assertThat(play(new ReconnectStorm(), STORM.formatted("yes")))
        .containsEntry("backwards", 180.0)
        .containsEntry("cut", 0.0)
        .doesNotContainKey("back");
  }

  private void cutWhenKilled(String what) {
    if (what.startsWith("kill")) {
      tracker.lines.cut(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "sse", "long-poll", "poll"})
  void every_screen_shows_the_last_change(String transport) throws Exception {
    Map<String, Double> values = play(new FanOut(), SCREENS.formatted(transport));

    assertThat(values)
        .containsEntry("small-screens", 3.0)
        .containsEntry("middle-screens", 6.0)
        .containsEntry("large-screens", 9.0)
        .containsEntry("changes", 30.0)
        .containsEntry("behind", 0.0)
        .containsEntry("backwards", 0.0);
    assertThat(values.get("large-p99")).isPositive();
    assertThat(values.get("bytes")).isPositive();
    assertThat(values.get("cores")).isPositive();
    assertThat(values.get("heap")).as("it does not grow with the screens").isZero();
  }

  @Test
  void finding_all_places_is_a_recall_of_one() throws Exception {
    Map<String, Double> values = play(new NearestRecall(), NEAREST);

    assertThat(values)
        .containsEntry("recall", 1.0)
        .containsEntry("recall0", 1.0)
        .containsEntry("empty", 0.0)
        .containsEntry("failed", 0.0);
    // one second of CPU between the two readings, for a hundred queries
    assertThat(values).containsEntry("cpu", 10_000.0);
    assertThat(values.get("p99")).isPositive();
  }

  @Test
  void omitted_places_lower_the_recall_accordingly() throws Exception {
    tracker.lines.forgetNearestEvery = 2;

    // half of a hundred responses lack one of three (of fewer at the ends of the row)
    assertThat(play(new NearestRecall(), NEAREST).get("recall")).isCloseTo(5 / 6.0, within(0.02));
  }
}
