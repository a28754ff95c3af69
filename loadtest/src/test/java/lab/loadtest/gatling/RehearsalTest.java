package lab.loadtest.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.loadtest.ToyStage;
import lab.protocol.Samples.WarmUp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a toy server. At ten requests per second a round has fifty requests, and may take five
 * seconds.
 */
class RehearsalTest {
  private static final long MINUTE = 60_000;

  @TempDir Path folder;
  private ToyUsers users;

  /** Like a workload's settings. */
  record Settings(Double rate, Duration warmUp) implements RequestLoad {
    @Override
    public Duration duration() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration timeout() {
      return Duration.ofMillis(MINUTE);
    }

    @Override
    public Duration late() {
      return Duration.ofMillis(100);
    }
  }

  @BeforeEach
  void start() throws Exception {
    users = new ToyUsers();
  }

  @AfterEach
  void stop() {
    users.close();
  }

  @Test
  void continues_until_a_whole_round_is_calm() throws Exception {
    users.broken = 60;

    Rehearsed rehearsed = rehearse(6_000);

    assertThat(rehearsed.ended.calm()).isTrue();
    assertThat(rehearsed.ended.requests()).isBetween(150L, (long) users.looks.get());
    assertThat(rehearsed.warmUp.failed()).isEqualTo(Map.of("status-500", 60L));
  }

  @Test
  void gives_up_after_four_times_the_warm_up_and_counts_the_failures() throws Exception {
    users.broken = Integer.MAX_VALUE;

    Rehearsed rehearsed = rehearse(500);

    assertThat(rehearsed.ended.calm()).isFalse();
    assertThat(rehearsed.ended.requests()).isPositive().isEqualTo(rehearsed.warmUp.sent());
    assertThat(rehearsed.warmUp.failed())
        .isEqualTo(Map.of("status-500", rehearsed.ended.requests()));
  }

  @Test
  void a_service_that_does_not_respond_is_not_calm() throws Exception {
    users.close();

    Rehearsed rehearsed = rehearse(500);

    assertThat(rehearsed.ended.calm()).isFalse();
    assertThat(rehearsed.warmUp.failed()).containsOnlyKeys("connection");
  }

  private record Rehearsed(Rehearsal.Ended ended, WarmUp warmUp) {}

  private Rehearsed rehearse(long warmUp) throws Exception {
    var settings = new Settings(10.0, Duration.ofMillis(warmUp));
    var stage = new ToyStage(users.uri(), folder);
    var run = new GatlingRun<>("toy", List.of("look"), stage, settings, users);
    try (HttpClient client = HttpClient.newHttpClient()) {
      Rehearsal.Ended ended = new Rehearsal(run, settings, MINUTE).play(client);
      return new Rehearsed(ended, run.samples(0).warmUp());
    }
  }
}
