package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a toy server. At ten a second a round is fifty reads, and has five seconds. */
class RehearsalTest {
  private static final long MINUTE = 60_000;

  @TempDir Path folder;

  @Test
  void goes_on_until_a_whole_round_is_calm() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.wrongReads = 60;

      Rehearsed rehearsed = rehearse(toy, 6_000);

      assertThat(rehearsed.ended.calm()).isTrue();
      assertThat(rehearsed.ended.reads()).isBetween(150L, (long) toy.reads.get());
    }
  }

  @Test
  void ends_without_calm_after_four_warm_ups_and_tells_the_wrong_answers() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.wrongEvery = 1;

      Rehearsed rehearsed = rehearse(toy, 500);

      assertThat(rehearsed.ended.calm()).isFalse();
      assertThat(rehearsed.ended.reads()).isPositive().isEqualTo(rehearsed.warmUp.sent());
      assertThat(rehearsed.warmUp.failed())
          .isEqualTo(Map.of("wrong-answer", rehearsed.ended.reads()));
    }
  }

  @Test
  void a_service_that_does_not_answer_is_not_calm() throws Exception {
    ToyShortener toy = ToyShortener.start();
    toy.close();

    Rehearsed rehearsed = rehearse(toy, 500);

    assertThat(rehearsed.ended.calm()).isFalse();
    assertThat(rehearsed.warmUp.failed()).containsOnlyKeys("connection");
  }

  private record Rehearsed(Rehearsal.Ended ended, Recording.WarmUp warmUp) {}

  private Rehearsed rehearse(ToyShortener toy, long warmUp) throws Exception {
    var plan =
        new Plan(
            toy.baseUrl(), 10, warmUp, 1000, 1, 1.0, 10, MINUTE, 100, MINUTE, 1, Optional.empty());
    try (var acknowledgements = new Acknowledgements(folder.resolve("acknowledged.ndjson"))) {
      var links = List.of(toy.link("https://example.org/"));
      var events = new Events(new PrintStream(OutputStream.nullOutputStream()));
      var run = new LoadRun(plan, events, acknowledgements, new Writes(), links);
      Rehearsal.Ended ended = new Rehearsal(run).play();
      return new Rehearsed(ended, run.samples(0).warmUp());
    }
  }
}
