package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lab.runner.lab.RunningLab;

/** Exclusive possession of the lab by this command, until it is closed. */
interface Hold extends AutoCloseable {
  /** The lab as an experiment sees it. */
  RunningLab lab();

  /**
   * Sets the files, by name, that are written into the folder if this process dies before it writes
   * its result.
   */
  void will(Path folder, Map<String, String> files) throws IOException;

  /** Gives the lab back. */
  @Override
  void close();
}
