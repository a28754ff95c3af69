package lab.loadtest.gatling;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.loadtest.Stage;
import lab.protocol.Event;
import lab.protocol.Plan;

/** Any URL, without a lab: it cannot inject faults, and reports nothing except steps. */
record LoneStage(URI gateway, Path folder) implements Stage {
  private static final long SLOW_MILLIS = 500;

  /** At the URL in the system property {@code baseUrl}; files go into a temporary folder. */
  static LoneStage make() throws IOException {
    var gateway = URI.create(System.getProperty("baseUrl", "http://localhost:8080"));
    return new LoneStage(gateway, Files.createTempDirectory("load"));
  }

  @Override
  public long slowMillis() {
    return SLOW_MILLIS;
  }

  @Override
  public Optional<Plan.Live> live() {
    return Optional.empty();
  }

  @Override
  public void step(String words) {
    System.out.println(words);
  }

  @Override
  public void started(long epochMillis) {}

  @Override
  public void second(Event.Second second) {}

  @Override
  public List<String> nodes(String kind) {
    return List.of();
  }

  @Override
  public void kill(String node) {
    throw alone();
  }

  @Override
  public void stop(String node) {
    throw alone();
  }

  @Override
  public void start(String node) {
    throw alone();
  }

  @Override
  public String actuator(String node, String endpoint) {
    throw alone();
  }

  @Override
  public void calm() {}

  private static IllegalStateException alone() {
    return new IllegalStateException("there is no lab behind " + LoneStage.class.getSimpleName());
  }
}
