package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The toy lab's experiment, and the real load generator to run it with. Its bounds on time are so
 * wide, and the toy is dead for so long, that the verdicts are the same on a machine that is held
 * up for seconds.
 */
final class ToyExperiments {
  static final String YAML =
      """
      title: Kill one of two toy instances
      claim:
        id: failover
        text: "Users see <500 ms downtime."
        source: a toy
        measure: downtime
        below: 500ms
      hypothesis: retries hide a dead instance
      topology: toy
      arms:
        - name: control
          role: control
          means: retries off
          configure:
            gateway:
              toy.retry: "false"
        - name: treatment
          role: treatment
          means: retries on
      load:
        rate: 100
        warmUp: 1s
        duration: 3s
        links: 20
        zipf: 1.0
        readsPerWrite: 10
        timeout: 1m
        late: 10s
        seed: 1
      faults:
        - node: url-shortener-1
          fault: kill
          at: 1s
          lift: 2500ms
      tolerances:
        failedReads: 0
        failedWrites: 0
        slow: 30s
        quiet: 1s
        recovery: 800ms
        p99During: 30s
        controlFails: 20
        attempts:
          after: 500ms
          atMost: 0
      """;

  private ToyExperiments() {}

  static Experiment experiment() {
    return ExperimentFile.parse("toy", YAML, false);
  }

  static Options options(Path results, ProgressListener progress) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> loadGenerator =
        Options.javaCommand(java, jar(), Path.of("target", "loadtest.jsa").toAbsolutePath());
    return new Options(
        true, results, loadGenerator, "./lab run toy", Map.of(), progress, new Interruption());
  }

  private static Path jar() {
    Path jar = Path.of("..", "loadtest", "target", "loadtest.jar").toAbsolutePath().normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build the module loadtest first (-am)");
    }
    return jar;
  }

  /** Keeps what was said. */
  static final class Said implements ProgressListener {
    final List<String> steps = new java.util.concurrent.CopyOnWriteArrayList<>();
    final java.util.concurrent.atomic.AtomicInteger seconds =
        new java.util.concurrent.atomic.AtomicInteger();
    final List<Path> folders = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public void begins(Path folder) {
      assertThat(folder).isEmptyDirectory();
      assertThat(steps).isEmpty();
      folders.add(folder);
    }

    @Override
    public void step(String what) {
      steps.add(what);
    }

    @Override
    public void second(
        String arm, long second, boolean warmUp, long sent, long ok, long failed, double p99) {
      seconds.incrementAndGet();
    }
  }
}
