package lab.runner.trial;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service's metrics at a moment, from its Prometheus text. */
public final class Readings {
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{[^}]*})? (\\S+)$");

  private final String text;

  Readings(String text) {
    this.text = text;
  }

  /**
   * The sum of all series of this name whose labels contain the text.
   *
   * @throws IllegalStateException if there is none: 0 would be a figure that nobody measured
   */
  public double sum(String metric, String label) {
    double sum = 0;
    boolean told = false;
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      String labels = sample.group(2) == null ? "" : sample.group(2);
      if (metric.equals(sample.group(1)) && labels.contains(label)) {
        told = true;
        sum += Double.parseDouble(sample.group(3));
      }
    }
    if (!told) {
      throw new IllegalStateException("a service does not tell its " + metric);
    }
    return sum;
  }

  /** Seconds of CPU that the process has used. */
  public double cpuSeconds() {
    return sum("process_cpu_time_ns_total", "") / 1e9;
  }
}
