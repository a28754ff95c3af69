package lab.runner.service;

import java.io.IOException;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import lab.monitor.Question;
import lab.monitor.Question.HealthQuestion;
import lab.runner.process.NodeDriver;
import lab.servers.install.Installation;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;

/** One instance of one of our services: a JVM with a properties file of its own. */
public final class ServiceDriver implements NodeDriver {
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

  private static final List<String> LAST_IN_LINE = List.of("nice", "-n", "19");
  private static final String PROPERTIES = "application.properties";

  private final String name;
  private final String kind;
  private final Supplier<App> app;
  private final Path folder;
  private final Path log;
  private final int port;
  private final int managementPort;
  private final ProcessLauncher launcher;
  private final Supplier<Map<String, String>> settings;
  private volatile Map<String, String> overrides = Map.of();
  private volatile Map<String, String> started = Map.of();

  /**
   * @param folder of this instance, for its properties file and temporary files
   * @param settings of the service in the topology; evaluated at each start
   */
  public ServiceDriver(
      String name,
      String kind,
      Supplier<App> app,
      Path folder,
      Path log,
      int port,
      int managementPort,
      ProcessLauncher launcher,
      Supplier<Map<String, String>> settings) {
    this.name = name;
    this.kind = kind;
    this.app = app;
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
    this.launcher = launcher;
    this.settings = settings;
  }

  /** Overrides the topology's properties with these from the next start on. */
  public void override(Map<String, String> properties) {
    overrides = Map.copyOf(properties);
  }

  public int port() {
    return port;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String role() {
    return changed().isEmpty() ? "instance" : "instance, changed";
  }

  @Override
  public Map<String, String> changed() {
    return started;
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String managementAddress() {
    return "127.0.0.1:" + managementPort;
  }

  @Override
  public Question question() {
    return new HealthQuestion(health());
  }

  private URI health() {
    return URI.create("http://" + address() + "/health");
  }

  @Override
  public Launch prepare() throws IOException {
    var program = app.get();
    var flags = new ArrayList<>(JvmFlags.further(System.getenv()));
    if (Files.exists(program.aotCache())) {
      flags.add("-XX:AOTCache=" + program.aotCache());
    }
    return launch(List.of(), program, flags);
  }

  App app() {
    return app.get();
  }

  /**
   * A launch that writes an ahead-of-time cache when the process shuts down in order. The process
   * gets only CPU time that nobody else wants.
   */
  Launch prepareTraining() throws IOException {
    var program = app.get();
    return launch(LAST_IN_LINE, program, List.of("-XX:AOTCacheOutput=" + program.aotDraft()));
  }

  private Launch launch(List<String> before, App program, List<String> flags) throws IOException {
    Path temporary = folder.resolve("tmp");
    Installation.delete(temporary); // left by a killed process
    Files.createDirectories(temporary);
    writeProperties(folder.resolve(PROPERTIES));
    var _ = launcher.own(folder);
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.of(kind));
    command.addAll(flags);
    command.add("-Djava.io.tmpdir=" + temporary);
    // The path is relative to its folder, because commas, semicolons and ${ in a location are
    // syntax to Spring.
    command.addAll(
        List.of(
            "-jar",
            program.jar().toString(),
            "--spring.config.additional-location=file:./" + PROPERTIES));
    // by default glibc has many malloc arenas, which hold tens of megabytes that nobody uses
    return new Launch(name, command, Map.of("MALLOC_ARENA_MAX", "2"), folder, log);
  }

  private void writeProperties(Path file) throws IOException {
    var laidOver = overrides;
    var all = new TreeMap<>(settings.get());
    all.put("spring.application.name", kind);
    all.put("lab.instance", name);
    all.put("server.address", "127.0.0.1");
    all.put("server.port", String.valueOf(port));
    all.put("management.server.address", "127.0.0.1");
    all.put("management.server.port", String.valueOf(managementPort));
    all.putAll(laidOver);
    var properties = new Properties();
    properties.putAll(all);
    var text = new StringWriter();
    properties.store(text, name + ", as the lab started it last");
    Installation.writeSecret(file, text.toString()); // it contains passwords
    started = laidOver;
  }

  @Override
  public boolean isReady() throws IOException {
    var probe = (HttpURLConnection) health().toURL().openConnection();
    probe.setConnectTimeout((int) PROBE_TIMEOUT.toMillis());
    probe.setReadTimeout((int) PROBE_TIMEOUT.toMillis());
    try {
      return probe.getResponseCode() == 200;
    } finally {
      probe.disconnect();
    }
  }
}
