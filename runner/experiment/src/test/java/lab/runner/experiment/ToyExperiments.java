package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import lab.protocol.Event;

/**
 * The toy lab's experiment, and the real load generator to run it with. Its time bounds are so
 * wide, and the toy is dead for so long, that the verdicts do not change on a machine that stalls
 * for seconds.
 */
final class ToyExperiments {
  static final String YAML =
      """
      title: Kill one of two toy instances
      claims:
        - id: failover
          text: "Users see <500 ms downtime."
          source: a toy
          measure: recovery
          below: 500ms
      hypothesis: retries hide a dead instance
      topology: toy
      workload: url-shortener
      settings:
        rate: 100
        warm-up: 1s
        duration: 3s
        links: 20
        zipf: 1.0
        reads-per-write: 10
        timeout: 1m
        late: 10s
        seed: 1
      faults:
        - node: url-shortener-1
          fault: kill
          at: 1s
          lift: 2500ms
      effect:
        slow: 30s
        quiet: 1s
        ejected: 500ms
      arms:
        - name: control
          role: control
          means: retries off
          configure:
            gateway:
              toy.retry: "false"
          expect:
            failed: { at-least: 20 }
        - name: treatment
          role: treatment
          means: retries on
          expect:
            failed: { at-most: 0 }
            recovery: { at-most: 800ms }
            during.p99: { at-most: 30s }
            attempts: { at-most: 0 }
      """;

  /** An experiment for tests of the judge only. */
  private static final String JUDGED =
      """
      title: A toy
      claims:
        - id: failover
          text: "Users see <500 ms downtime."
          source: a toy
          measure: recovery
          below: 500ms
          CLAIM
      hypothesis: defences hide a fault
      topology: toy
      workload: requests
      faults: [{ node: one, fault: kill, at: 1s }]
      effect: { slow: 1s, quiet: 1s }
      arms:
        - name: control
          role: control
          means: nothing
          configure: { gateway: { defences: "off" } }
          expect:
            failed: { at-least: 20 }
        - name: treatment
          role: treatment
          means: defences
          expect:
            failed: { at-most: 0 }
            recovery: { at-most: 0.5, times: control }
            during.p99: { at-most: 1s }
            write.failed: never
      """;

  private static final LoadProgram LOAD_GENERATOR =
      new LoadProgram(
          LoadProgram.java(
              Path.of(System.getProperty("java.home"), "bin", "java"),
              Path.of("..", "..", "loadtest", "target", "loadtest.jar")
                  .toAbsolutePath()
                  .normalize(),
              Path.of("target", "loadtest.jsa").toAbsolutePath()));

  private ToyExperiments() {}

  static Experiment judged() {
    return judged("");
  }

  /**
   * @param claim an additional line of the claim
   */
  static Experiment judged(String claim) {
    return parse(JUDGED.replace("CLAIM", claim), new ToyWorkloads());
  }

  static Experiment parse(String yaml, Workloads workloads) {
    try {
      return ExperimentFile.parse("toy.yml", yaml).experiment(false, workloads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Experiment experiment() {
    return parse(YAML, loadGenerator());
  }

  /** Shared, so that it is asked only once about each setting. */
  static LoadProgram loadGenerator() {
    assertThat(Path.of(LOAD_GENERATOR.command().getLast())).as("built before, by -am").exists();
    return LOAD_GENERATOR;
  }

  static Options options(Path results, ProgressListener progress) {
    return options(results, loadGenerator().command(), progress, new Interruption());
  }

  static Options options(
      Path results, List<String> command, ProgressListener progress, Interruption interruption) {
    return new Options(
        true, false, results, command, "./lab run toy", Map.of(), progress, interruption);
  }

  /** Records the messages. */
  static final class Said implements ProgressListener {
    final List<String> steps = new CopyOnWriteArrayList<>();
    final AtomicInteger seconds = new AtomicInteger();
    final List<Path> folders = new CopyOnWriteArrayList<>();

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
    public void second(String arm, Event.Second second) {
      seconds.incrementAndGet();
    }
  }
}
