package lab.runner.experiment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lab.runner.lab.RunningLab;

/** The properties of the lab that an experiment has overridden. */
public final class Configuration {
  private final RunningLab lab;
  private final ProgressListener progress;
  private final Map<String, Map<String, String>> laid = new LinkedHashMap<>();

  /** Nothing is overridden yet. */
  public Configuration(RunningLab lab, ProgressListener progress) {
    this.lab = lab;
    this.progress = progress;
  }

  /**
   * Configures those kinds of node whose properties have to change, and no others.
   *
   * @throws InterruptedException if the run was told to end, after which nothing is configured any
   *     more
   */
  public void lay(Map<String, Map<String, String>> wanted) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Set<String> kinds = new LinkedHashSet<>(laid.keySet());
    kinds.addAll(wanted.keySet());
    for (String kind : kinds) {
      Map<String, String> properties = wanted.getOrDefault(kind, Map.of());
      if (!properties.equals(laid.getOrDefault(kind, Map.of()))) {
        progress.step(
            properties.isEmpty()
                ? "putting the configuration of " + kind + " back"
                : "configuring " + kind + ": " + words(properties));
        laid.put(kind, properties);
        lab.configure(kind, properties);
      }
    }
  }

  private static String words(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(Map.Entry::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
