package lab.loadtest.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import lab.loadtest.Workloads;
import lab.yaml.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String RIGHT =
      "{rate: 100, warm-up: 1s, duration: 2s, links: 20, zipf: 1, reads-per-write: 10,"
          + " timeout: 60s, late: 100ms, seed: 1}";

  @Test
  void reads_the_settings_of_an_experiment() {
    UrlShortener.Settings settings = read(RIGHT);

    assertThat(settings)
        .isEqualTo(
            new UrlShortener.Settings(
                100.0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                20,
                1.0,
                10,
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                1L));
    assertThat(new UrlShortener().load(settings))
        .isEqualTo("100 requests a second for 2 s, 10 reads for each create, of 20 links");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 100 | rate: 0.5 | rate: must be 1 or more",
        "rate: 100 | rate: 20001 | rate",
        "warm-up: 1s | warm-up: 499ms | warm-up: must be from 500ms to 10m",
        "duration: 2s | duration: 61m | duration: must be from 1s to 60m",
        "links: 20 | links: 0 | links",
        "zipf: 1 | zipf: 5.1 | zipf",
        "reads-per-write: 10 | reads-per-write: -1 | reads-per-write",
        "timeout: 60s | timeout: 61s | timeout",
        "late: 100ms | late: 11s | late",
        "seed: 1 | sead: 1 | sead",
        "', seed: 1' | '' | seed: is missing"
      })
  void names_the_field_and_the_bound_of_an_invalid_value(String right, String wrong, String said) {
    assertThat(RIGHT).contains(right);

    assertThatThrownBy(() -> read(RIGHT.replace(right, wrong))).hasMessageContaining(said);
  }

  /** Arrival 109 (counted from 0) is the last of a cycle of eleven. */
  @Test
  void the_last_arrival_of_each_cycle_creates() {
    UrlShortener.Settings settings = read(RIGHT);

    assertThat(settings.writes(108)).isFalse();
    assertThat(settings.writes(109)).isTrue();
    assertThat(LongStream.range(0, 110).filter(settings::writes).count()).isEqualTo(10);
    assertThat(read(RIGHT.replace("write: 10", "write: 0")).writes(3)).isTrue();
  }

  @Test
  void the_defaults_of_a_run_by_hand_are_valid() {
    var workload = new UrlShortener();

    assertThat(Workloads.settings(workload, YamlFile.tree("d", workload.defaults())).rate())
        .isEqualTo(50);
  }

  static UrlShortener.Settings read(String yaml) {
    return Workloads.settings(new UrlShortener(), YamlFile.tree("settings", yaml));
  }
}
