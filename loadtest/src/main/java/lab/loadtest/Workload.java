package lab.loadtest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lab.protocol.Measure;

/**
 * Simulates users of the lab that is up, and measures. Found by {@link java.util.ServiceLoader}:
 * annotated with {@code @AutoService(Workload.class)}, with a constructor without arguments.
 *
 * @param <S> its settings: a record with Jakarta Validation constraints, read by {@link
 *     lab.yaml.YamlFile}
 */
public interface Workload<S> {
  /** As experiment files refer to it. */
  String name();

  /** The record of its settings. */
  Class<S> settings();

  /** Its own measures, in the order in which the report shows them. */
  List<Measure> measures();

  /**
   * The kinds of request whose time series it records in {@code samples.json}; empty if it records
   * none.
   */
  default List<String> operations() {
    return List.of();
  }

  /** The load that it puts on the lab with these settings, in words. */
  String load(S settings);

  /**
   * Runs the workload. It tells the stage when the measured part begins.
   *
   * @return figures by the name of the measure; a missing name means that it was not measured
   * @throws Distrusted if the measurement cannot be trusted
   * @throws NotSeeded if the data that the load needs could not be created
   * @throws IOException if the lab does not respond as it should
   */
  Map<String, Double> play(Stage stage, S settings)
      throws IOException, InterruptedException, Distrusted, NotSeeded;
}
