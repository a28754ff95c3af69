package lab.loadtest.readwrite;

import java.io.IOException;
import java.util.List;
import lab.loadtest.Stage;
import lab.loadtest.gatling.GatlingWorkload;
import lab.loadtest.gatling.Users;
import lab.loadtest.ledger.Findings;
import lab.protocol.Measure;

/**
 * Reads what a service has created, and now and then creates something.
 *
 * @param <S> its settings: {@link ReadWriteSettings}, or a record of the service's own
 */
public abstract class ReadWriteWorkload<S extends ReadWriteLoad> extends GatlingWorkload<S> {
  /** Defaults of all settings except the population. */
  protected static final String DEFAULTS =
      """
      rate: 50
      warm-up: 5s
      duration: 30s
      zipf: 1
      reads-per-write: 100
      timeout: 5s
      late: 250ms
      seed: 1
      """;

  private final String name;
  private final Class<S> settings;
  private final Resource resource;

  /** A workload on this resource. */
  protected ReadWriteWorkload(String name, Class<S> settings, Resource resource) {
    this.name = name;
    this.settings = settings;
    this.resource = resource;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<S> settings() {
    return settings;
  }

  @Override
  public final List<String> operations() {
    return List.of(ReadOrWrite.READ, ReadOrWrite.WRITE);
  }

  @Override
  public final List<Measure> measures() {
    return Findings.measures(resource.words());
  }

  @Override
  public final String load(S settings) {
    return "%,.0f requests a second for %,d s, %,d reads for each create, of %,d %s"
        .formatted(
            settings.rate(),
            settings.duration().toSeconds(),
            settings.readsPerWrite(),
            settings.population(),
            resource.words().things());
  }

  @Override
  protected final Users<?> users(Stage stage, S settings) throws IOException {
    return new ReadWriteUsers(stage.gateway(), stage.folder(), settings, resource);
  }

  @Override
  protected String defaults() {
    return DEFAULTS + "population: 100\n";
  }
}
