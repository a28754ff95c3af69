package lab.runner.experiment;

import java.io.IOException;
import java.util.List;
import lab.protocol.Described;
import lab.protocol.Plan;

/** The workloads of the load generator. */
public interface Workloads {
  /** The descriptions of all workloads. */
  List<Described> described() throws IOException;

  /** Checks settings and says what they mean; answers are in the order of the questions. */
  List<Plan.Checked> check(List<Plan.Question> questions) throws IOException;
}
