package lab.runner.node;

import java.io.IOException;
import java.util.List;

/** A node did not become ready; the message names it and contains its last log lines. */
public final class StartFailure extends IOException {
  private static final long serialVersionUID = 1;

  public StartFailure(String node, String why, List<String> lastLines) {
    super(
        "%s did not start: %s.%s"
            .formatted(
                node,
                why,
                lastLines.isEmpty()
                    ? " Its log is empty."
                    : " Its last log lines:\n    " + String.join("\n    ", lastLines)));
  }
}
