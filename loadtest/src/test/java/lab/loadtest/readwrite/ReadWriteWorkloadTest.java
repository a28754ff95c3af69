package lab.loadtest.readwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatling.javaapi.core.Simulation;
import lab.loadtest.Workloads;
import lab.protocol.Measure;
import lab.yaml.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadWriteWorkloadTest {
  private static final class Toys extends ReadWriteWorkload<ReadWriteSettings> {
    Toys(Resource resource) {
      super("toys", ReadWriteSettings.class, resource);
    }

    @Override
    protected Class<? extends Simulation> simulation() {
      throw new UnsupportedOperationException("it is not run");
    }
  }

  @Test
  void a_workload_has_the_terms_of_its_resource_and_defaults() throws Exception {
    try (var things = new ToyThings()) {
      var toys = new Toys(things);
      ReadWriteSettings settings = settings(toys, toys.defaults());

      assertThat(toys.name()).isEqualTo("toys");
      assertThat(toys.operations()).containsExactly("read", "write");
      assertThat(toys.measures())
          .extracting(Measure::words)
          .contains("toys acknowledged", "keys used twice", "toys of another colour");
      assertThat(toys.load(settings))
          .isEqualTo("50 requests a second for 30 s, 100 reads for each create, of 100 toys");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rate: 50, rate: 0.5",
    "rate: 50, rate: 20001",
    "warm-up: 5s, warm-up: 499ms",
    "duration: 30s, duration: 61m",
    "population: 100, population: 0",
    "zipf: 1, zipf: 5.1",
    "reads-per-write: 100, reads-per-write: -1",
    "timeout: 5s, timeout: 61s",
    "late: 250ms, late: 11s",
    "seed: 1, seed: -1"
  })
  void every_setting_has_bounds(String right, String wrong) throws Exception {
    try (var things = new ToyThings()) {
      var toys = new Toys(things);
      assertThat(toys.defaults()).contains(right);

      assertThatThrownBy(() -> settings(toys, toys.defaults().replace(right, wrong)))
          .hasMessageContaining("settings, " + wrong.substring(0, wrong.indexOf(':')) + ": ");
    }
  }

  private static ReadWriteSettings settings(Toys toys, String yaml) {
    return Workloads.settings(toys, YamlFile.tree("settings", yaml));
  }
}
