package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lab.runner.experiment.RunningLab;

/** The lab, taken by this command and by no other until it is closed. */
interface Hold extends AutoCloseable {
  /** The lab as an experiment sees it. */
  RunningLab lab();

  /** What is written into the folder, by name, if this process is gone before it does so. */
  void will(Path folder, Map<String, String> files) throws IOException;

  /** Gives it back. */
  @Override
  void close();
}
