package lab.runner.prometheus;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.runner.backend.Workshop;
import lab.servers.process.Launch;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus as a child process of the runner, launched like the servers: unprivileged, and gone
 * when the runner is. Uses only flags that 2.42 (Debian) and 3 have in common.
 */
public final class Prometheus {
  private static final String NAME = "prometheus";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 500;

  private final Workshop workshop;
  private final Path program;
  private final int port;
  private volatile @Nullable ServerProcess process;

  /**
   * @param port where it listens, on loopback
   */
  public Prometheus(Workshop workshop, Path program, int port) {
    this.workshop = workshop;
    this.program = program;
    this.port = port;
  }

  /**
   * Starts it; returns when it answers.
   *
   * @param services where each instance serves {@code /actuator}, by its name
   * @param consolePort where the runner serves {@code /metrics}
   * @throws IOException if it does not come up, with its last log lines
   */
  public void start(Map<String, String> services, int consolePort) throws IOException {
    var configuration = new PrometheusConfiguration(workshop.serviceFolder(NAME));
    configuration.write(
        services,
        "127.0.0.1:" + consolePort,
        workshop.home().sources().resolve("prometheus").resolve("rules"));
    Path folder = workshop.launcher().own(configuration.folder());
    Path data = workshop.launcher().own(workshop.data().resolve(NAME));
    var command =
        List.of(
            program.toString(),
            "--config.file=" + configuration.file(),
            "--storage.tsdb.path=" + data,
            "--storage.tsdb.retention.time=7d",
            "--storage.tsdb.retention.size=1GB",
            "--web.listen-address=127.0.0.1:" + port,
            "--enable-feature=exemplar-storage");
    var started =
        workshop
            .launcher()
            .launch(new Launch(NAME, command, Map.of(), folder, workshop.home().log(NAME)));
    process = started;
    Readiness.await(started, PATIENCE, this::answers);
  }

  private boolean answers() throws IOException {
    var probe = (HttpURLConnection) URI.create(address() + "/-/ready").toURL().openConnection();
    probe.setConnectTimeout(PROBE_MILLIS);
    probe.setReadTimeout(PROBE_MILLIS);
    try {
      return probe.getResponseCode() == 200;
    } finally {
      probe.disconnect();
    }
  }

  private String address() {
    return "http://localhost:" + port;
  }

  /** Where it answers, or that it does not, for people. */
  public String whereabouts() {
    var running = process;
    return running != null && running.isAlive()
        ? address()
        : "does not run; its log: " + workshop.home().log(NAME);
  }

  /** Shuts it down in order, so that it writes its newest samples. */
  public void stop() {
    var running = process;
    if (running != null && running.isAlive()) {
      running.terminate(Duration.ofSeconds(10));
    }
  }
}
