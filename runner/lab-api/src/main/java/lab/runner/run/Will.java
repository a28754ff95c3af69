package lab.runner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The result to be written for a run that goes away without writing one (a last will, as in MQTT).
 *
 * @param folder of the run
 * @param files content by name
 */
public record Will(String folder, Map<String, String> files) {
  private static final String RESULT = "result.json";

  /** Accepts plain names only, so that nothing is written outside the folder. */
  public Will {
    for (String name : files.keySet()) {
      if (!name.matches("[a-z]+\\.(json|html)")) {
        throw new IllegalArgumentException("Not a file of a result: " + name);
      }
    }
  }

  /** Writes the files, unless the run has written its result or its folder is gone. */
  public void execute() throws IOException {
    Path to = Path.of(folder);
    if (!Files.isDirectory(to) || Files.exists(to.resolve(RESULT))) {
      return;
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path next = Files.createTempFile(to, file.getKey(), ".tmp");
      Files.writeString(next, file.getValue());
      Files.move(
          next,
          to.resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
