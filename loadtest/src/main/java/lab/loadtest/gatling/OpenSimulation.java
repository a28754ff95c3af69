package lab.loadtest.gatling;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lab.loadtest.NotSeeded;
import lab.loadtest.Workloads;
import lab.protocol.Measure;
import lab.yaml.YamlFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulation that Gatling runs: a service's simulation extends it with a constructor without
 * arguments. Inside the lab it belongs to the lab's run. Started by Gatling itself ({@code ./mvnw
 * gatling:test}), it creates a run of its own against {@code -DbaseUrl}, takes its settings from
 * system properties of the same names, and prints at the end what became of everything that was
 * acknowledged.
 */
public abstract class OpenSimulation extends Simulation {
  private final List<Measure> measures;
  private final @Nullable GatlingRun<?> alone;

  /** A simulation of this workload. */
  @SuppressWarnings("this-escape") // setUp is final, and Gatling requires the call here
  protected OpenSimulation(GatlingWorkload<?> workload) {
    measures = workload.measures();
    GatlingRun<?> run = GatlingRun.current();
    alone = run == null ? alone(workload) : null;
    setUp((run == null ? Objects.requireNonNull(alone) : run).population());
  }

  private static <S extends RequestLoad> GatlingRun<?> alone(GatlingWorkload<S> workload) {
    try {
      ObjectNode settings = YamlFile.tree("defaults", workload.defaults());
      for (RecordComponent component : workload.settings().getRecordComponents()) {
        String name = kebab(component.getName());
        String given = System.getProperty(name);
        if (given != null) {
          settings.put(name, given);
        }
      }
      S checked = Workloads.settings(workload, settings);
      LoneStage stage = LoneStage.make();
      stage.step(workload.load(checked));
      return workload.run(stage, checked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void before() {
    if (alone != null) {
      try {
        alone.prepare();
      } catch (NotSeeded e) {
        throw new IllegalStateException(e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void after() {
    if (alone != null) {
      try (alone) {
        Map<String, Double> values = alone.readBack();
        for (Measure measure : measures) {
          Double value = values.get(measure.name());
          if (value != null) {
            System.out.println(measure.words() + ": " + measure.unit().words(value));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
