package lab.runner.trial;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ExperimentTrouble;

/** Measures one arm of an experiment on the lab that is up. */
public interface Trial {
  /** All that it may measure, in the order of the report. */
  List<Measure> measures();

  /** What load it puts on the lab, in words. */
  String load();

  /**
   * Measures. What is left out was not measured.
   *
   * @throws ExperimentTrouble when the figures could not be trusted
   * @throws IOException when the lab does not answer as it should
   */
  Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble;
}
