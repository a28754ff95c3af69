package lab.loadtest.gatling;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lab.loadtest.Distrusted;
import lab.loadtest.NotSeeded;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.protocol.Samples;

/**
 * A load of requests that Gatling sends. It writes {@link Samples#FILE} and its ledger into the
 * stage's folder. The samples show whether the load generator fell behind.
 *
 * @param <S> its settings
 */
public abstract class GatlingWorkload<S extends RequestLoad> implements Workload<S> {
  /** For the services' workloads. */
  protected GatlingWorkload() {}

  /** The simulation that Gatling runs; it needs a constructor without arguments. */
  protected abstract Class<? extends Simulation> simulation();

  /** Its users, at this stage's gateway; they write their files into its folder. */
  protected abstract Users<?> users(Stage stage, S settings) throws IOException;

  /** The settings of a run by Gatling's own plugin, as YAML; system properties override them. */
  protected abstract String defaults();

  final GatlingRun<?> run(Stage stage, S settings) throws IOException {
    return run(stage, settings, users(stage, settings));
  }

  private <Q extends Request> GatlingRun<Q> run(Stage stage, S settings, Users<Q> users) {
    return new GatlingRun<>(name(), operations(), stage, settings, users);
  }

  @Override
  public final Map<String, Double> play(Stage stage, S settings)
      throws IOException, InterruptedException, Distrusted, NotSeeded {
    try (GatlingRun<?> run = run(stage, settings)) {
      stage.step(load(settings));
      run.prepare();
      long cpu = cpuMillis();
      gatling(run, stage.folder(), settings);
      Samples samples = run.samples(cpuMillis() - cpu);
      samples.write(stage.folder().resolve(Samples.FILE));
      return run.readBack();
    }
  }

  private void gatling(GatlingRun<?> run, Path folder, S settings) throws IOException {
    // The lab measures for itself, so Gatling writes no log and draws no charts.
    System.setProperty("gatling.conf.file", "gatling-quiet.conf");
    // Gatling stores a preference, which does not belong in the user's home.
    System.setProperty("java.util.prefs.userRoot", folder.toAbsolutePath().toString());
    System.setProperty(
        "gatling.socket.connectTimeout", Long.toString(settings.timeout().toMillis()));
    String results = folder.resolve("gatling").toAbsolutePath().toString();
    String[] arguments = {"-nr", "-s", simulation().getName(), "-rf", results};
    run.makeCurrent();
    int status;
    try (var _ = run.report()) {
      status = Gatling$.MODULE$.fromArgs(arguments);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    if (status != 0) {
      throw new IOException("Gatling ended with status " + status);
    }
  }

  private static long cpuMillis() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
  }
}
