package lab.runner.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lab.runner.compose.ComposeLab;
import lab.runner.compose.ComposeTrouble;
import lab.runner.daemon.RunnerFile;
import lab.runner.home.LabHome;
import lab.runner.home.PortHolder;
import lab.runner.prometheus.PrometheusProgram;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything that the lab needs and says what is missing. */
@Command(
    name = "doctor",
    description =
        "Check what the lab needs: JDK, memory, disk, ports, and whether Docker is there.",
    footer = "Exit code 0 when the lab can start, 1 when something is in its way.")
final class DoctorCommand extends LabCommand {
  private static final long LEAST_FREE_MEMORY = 2L << 30;

  @Mixin private UpOptions options = new UpOptions();
  private boolean well = true;

  @Override
  public Integer call() throws IOException {
    java();
    machine();
    folder();
    boolean isDown = isDown();
    if (isDown) {
      port(options.port, "gateway", "--port");
      port(options.consolePort, "console", "--console-port");
    }
    prometheus(isDown);
    if (isDocker()) {
      dockerIsNeeded();
    } else {
      report(true, "Docker", docker());
    }
    return well ? 0 : 1;
  }

  private void java() {
    report(
        Runtime.version().feature() == 25,
        "JDK",
        Runtime.version() + " in " + System.getProperty("java.home"));
    String names = System.getProperty("sun.jnu.encoding", "unknown");
    report(
        names.equals("UTF-8"),
        "file names",
        names + (names.equals("UTF-8") ? "" : ", for there is no locale C.UTF-8"));
  }

  private void machine() throws IOException {
    report(
        true,
        "machine",
        "%s %s, %d cores"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    long free = freeMemory();
    report(
        free >= LEAST_FREE_MEMORY,
        "memory",
        StatusTable.megabytes(free) + " available; the default topology takes about 1200 MB");
  }

  /** Reports whether a lab is up; returns whether none is. */
  private boolean isDown() throws IOException {
    Optional<RunnerFile> living = RunnerFile.ofLiving(home.runnerFile());
    report(
        true,
        "lab",
        living
            .map(r -> "up, topology " + r.topology() + ", runner pid " + r.pid())
            .orElse("not up"));
    return living.isEmpty();
  }

  private void folder() throws IOException {
    try {
      home.prepare();
      report(
          true,
          "folder",
          "%s, %s free, programs start in it"
              .formatted(
                  home.directory(),
                  StatusTable.megabytes(Files.getFileStore(home.directory()).getUsableSpace())));
      if (!isDocker()) {
        user();
      }
    } catch (LabHome.Unusable e) {
      report(false, "folder", String.valueOf(e.getMessage()));
    }
  }

  /** Checks that there is a user that the servers can run as. */
  private void user() {
    var java = Path.of(System.getProperty("java.home"));
    try (var _ = ProcessLauncher.open(home.directory(), List.of(java))) {
      report(true, "user", System.getProperty("user.name") + ", servers can be started");
    } catch (IOException e) {
      report(false, "user", String.valueOf(e.getMessage()));
    }
  }

  private void port(int port, String whose, String option) {
    boolean free = Ports.isFreeOnLocalhost(port);
    report(
        free,
        "port " + port,
        whose
            + (free
                ? ", free"
                : ", taken"
                    + PortHolder.of(port).map(h -> " by " + h).orElse("")
                    + "; choose another with "
                    + option));
  }

  private void prometheus(boolean toBeStarted) {
    var program = PrometheusProgram.find(System.getenv());
    String version =
        program instanceof PrometheusProgram.Found found
            ? ", version " + found.version().orElse("unknown")
            : "";
    report(true, "Prometheus", program.words() + version);
    if (toBeStarted && program instanceof PrometheusProgram.Found) {
      port(
          options.prometheusPort(),
          "Prometheus",
          "--prometheus-port or do without: LAB_PROMETHEUS=off");
    }
  }

  private void dockerIsNeeded() {
    try {
      report(true, "Docker", ComposeLab.check(home));
    } catch (ComposeTrouble e) {
      report(false, "Docker", String.valueOf(e.getMessage()));
    }
  }

  private void report(boolean ok, String what, String detail) {
    well &= ok;
    print("%s %-10s %s".formatted(ok ? "ok  " : "FAIL", what, detail));
  }

  /**
   * The available memory, as Linux estimates it; elsewhere the total, because the number of free
   * pages says little there.
   */
  private static long freeMemory() throws IOException {
    Path meminfo = Path.of("/proc/meminfo");
    if (Files.isReadable(meminfo)) {
      for (String line : Files.readAllLines(meminfo)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    }
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static String docker() {
    try {
      var process =
          new ProcessBuilder("docker", "version", "--format", "{{.Server.Version}}")
              .redirectErrorStream(true)
              .start();
      if (process.waitFor(3, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return "engine "
            + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
            + " (not needed)";
      }
      process.destroyForcibly();
      return "no engine answers (not needed)";
    } catch (IOException e) {
      return "not installed (not needed)";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not asked";
    }
  }
}
