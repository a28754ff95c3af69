package lab.protocol;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A snapshot of a program's metrics, in Prometheus' text format. */
public record PrometheusText(String text) {
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{[^}]*})? (\\S+)$");

  /**
   * The sum of all series of this name whose labels contain the given text: empty if the program
   * does not expose this metric at all, 0 if it does but no series has such a label.
   */
  public OptionalDouble sum(String metric, String label) {
    double sum = 0;
    boolean told = false;
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      if (metric.equals(sample.group(1))) {
        told = true;
        String labels = sample.group(2) == null ? "" : sample.group(2);
        sum += labels.contains(label) ? Double.parseDouble(sample.group(3)) : 0;
      }
    }
    return told ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  /**
   * The sum of all series of this name.
   *
   * @throws IllegalStateException if there is no such series: 0 would be a figure that nobody
   *     measured
   */
  public double sum(String metric) {
    return sum(metric, "")
        .orElseThrow(() -> new IllegalStateException("a service does not tell its " + metric));
  }

  /** CPU time that the process has used, in seconds. */
  public double cpuSeconds() {
    return sum("process_cpu_time_ns_total") / 1e9;
  }
}
