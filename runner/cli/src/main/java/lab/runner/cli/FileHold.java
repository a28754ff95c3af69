package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lab.runner.experiment.NotingLab;
import lab.runner.lab.RunningLab;
import lab.runner.run.RunLock;
import lab.runner.run.Will;

/** A hold on a lab of containers, which belong to the engine; a file says who has them. */
final class FileHold implements Hold {
  private final RunLock lock;
  private final RunningLab lab;

  FileHold(RunLock lock, RunningLab lab) {
    this.lock = lock;
    this.lab = new NotingLab(lab, lock.changes());
  }

  @Override
  public RunningLab lab() {
    return lab;
  }

  @Override
  public void will(Path folder, Map<String, String> files) throws IOException {
    lock.will(new Will(folder.toAbsolutePath().toString(), files));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      System.err.println("The lab may seem to be taken: " + e.getMessage());
    }
  }
}
