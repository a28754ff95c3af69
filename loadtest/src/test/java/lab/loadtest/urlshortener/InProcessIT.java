package lab.loadtest.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatling.app.Gatling$;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import lab.loadtest.NotSeeded;
import lab.loadtest.ToyStage;
import lab.protocol.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gatling in the tests' own JVM: as a workload on a stage, and as started by its own Maven plugin.
 */
class InProcessIT {
  private static final String SETTINGS =
      "{rate: 50, warm-up: 500ms, duration: 2s, links: 10, zipf: 1, reads-per-write: 4,"
          + " timeout: 30s, late: 10s, seed: 1}";

  @TempDir Path folder;

  @AfterEach
  void clear() {
    for (String key :
        new String[] {"baseUrl", "rate", "warm-up", "duration", "links", "gatling.conf.file"}) {
      System.clearProperty(key);
    }
  }

  @Test
  void a_load_has_samples_and_a_ledger_that_is_read_back_once_the_lab_is_calm() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      var stage = new ToyStage(URI.create(toy.baseUrl()), folder);
      stage.hook =
          what -> {
            if (what.equals("calm")) {
              toy.forget("1000003");
              toy.redirect("1000002", "https://elsewhere.example/");
            }
          };

      Map<String, Double> values = new UrlShortener().play(stage, SettingsTest.read(SETTINGS));

      // 10 before the load, and every fifth of 125 arrivals
      assertThat(values)
          .containsEntry("acknowledged", 35.0)
          .containsEntry("lost", 1.0)
          .containsEntry("stale", 1.0)
          .containsEntry("duplicated", 0.0)
          .containsEntry("unanswered", 0.0)
          .containsEntry("unread", 0.0);
      assertThat(stage.history).containsExactly("started", "calm");
      Samples samples = Samples.read(folder.resolve(Samples.FILE));
      assertThat(samples.seconds()).hasSize(2);
      assertThat(Objects.requireNonNull(samples.seconds().get(1).operations().get("read")).ok())
          .isEqualTo(40);
      assertThat(samples.cpuMillis()).isPositive();
    }
  }

  @Test
  void creates_with_an_error_are_unanswered_and_failures_have_their_status() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      var stage = new ToyStage(URI.create(toy.baseUrl()), folder);
      stage.hook = what -> toy.status = what.equals("started") ? 503 : 0;

      Map<String, Double> values = new UrlShortener().play(stage, SettingsTest.read(SETTINGS));

      // the very first measured request may come before the service is told to fail
      assertThat(values.get("unanswered")).isBetween(19.0, 20.0);
      assertThat(values).containsEntry("lost", 0.0);
      assertThat(Samples.read(folder.resolve(Samples.FILE)).failures())
          .hasSizeBetween(95, 100)
          .allMatch(moment -> moment.kind().equals("status-503"));
    }
  }

  @Test
  void a_service_that_creates_nothing_is_not_loaded() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.createStatus = 500;
      var stage = new ToyStage(URI.create(toy.baseUrl()), folder);

      assertThatThrownBy(() -> new UrlShortener().play(stage, SettingsTest.read(SETTINGS)))
          .isInstanceOf(NotSeeded.class)
          .hasMessageContaining("status-500");
      assertThat(stage.history).isEmpty();
    }
  }

  @Test
  void started_by_gatling_it_creates_its_own_links_and_prints_what_became_of_them()
      throws Exception {
    PrintStream before = System.out;
    var said = new ByteArrayOutputStream();
    try (ToyShortener toy = ToyShortener.start()) {
      System.setProperty("baseUrl", toy.baseUrl());
      System.setProperty("rate", "20");
      System.setProperty("warm-up", "500ms");
      System.setProperty("duration", "1s");
      System.setProperty("links", "5");
      System.setProperty("gatling.conf.file", "gatling-quiet.conf");
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));

      int status =
          Gatling$.MODULE$.fromArgs(
              new String[] {
                "-nr", "-s", UrlShortenerSimulation.class.getName(), "-rf", folder.toString()
              });

      assertThat(status).isZero();
      assertThat(said.toString(StandardCharsets.UTF_8))
          .contains("20 requests a second for 1 s, 100 reads for each create, of 5 links")
          .contains("links acknowledged: 5", "acknowledged links lost: 0");
    } finally {
      System.setOut(before);
    }
  }
}
