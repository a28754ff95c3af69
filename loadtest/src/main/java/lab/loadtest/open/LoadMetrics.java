package lab.loadtest.open;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What users experience, for dashboards while the load runs: the section "Load" of {@code
 * docs/metrics.md}. It counts the same requests as {@link Recording}, on which the verdict is
 * based; neither includes the warm-up.
 */
final class LoadMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  /** Exported from the start, as zero, because a rate needs to have seen the zero. */
  private static final List<String> USUAL_KINDS =
      List.of("timeout", "connection", "status-503", "wrong-answer", "not-found");

  private static final int TO_A_DECADE = 25;
  private static final int LOWEST = -33; // 479 µs
  private static final int HIGHEST = 75; // 10 s
  private static final double UNIT_MICROS = 10_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final Map<String, Operation> operations = new HashMap<>();
  private final Counter failures;

  private record Operation(DistributionDataPoint latency, CounterDataPoint sent) {}

  /**
   * All counters are zero.
   *
   * @param names of the operations
   * @param due how many arrivals of each are due by now
   */
  LoadMetrics(String experiment, String arm, List<String> names, Supplier<Map<String, Long>> due) {
    Labels all = Labels.of("experiment", experiment, "arm", arm);
    Histogram latency =
        Histogram.builder()
            .name("lab_load_request_seconds")
            .help("Correct responses, from the intended send time.")
            .unit(Unit.SECONDS)
            .constLabels(all)
            .labelNames("operation")
            .classicOnly()
            .classicUpperBounds(bounds())
            .register(registry);
    Counter sent = counter("lab_load_sent_total", "Due arrivals that were sent.", all, "operation");
    failures =
        counter("lab_load_failures_total", "No response or a wrong one.", all, "operation", "kind");
    CounterWithCallback.builder()
        .name("lab_load_intended_total")
        .help("Arrivals due by now.")
        .constLabels(all)
        .labelNames("operation")
        .callback(callback -> {
          Map<String, Long> now = due.get();
          names.forEach(name -> callback.call((double) now.getOrDefault(name, 0L), name));
        })
        .register(registry);
    for (String name : names) {
      USUAL_KINDS.forEach(kind -> failures.initLabelValues(name, kind));
      operations.put(name, new Operation(latency.labelValues(name), sent.labelValues(name)));
    }
  }

  private Counter counter(String name, String help, Labels all, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .constLabels(all)
        .labelNames(labels)
        .register(registry);
  }

  /** The same as in the services' histograms: each is 10 % above the one before. */
  static double[] bounds() {
    return IntStream.rangeClosed(LOWEST, HIGHEST)
        .mapToDouble(index -> Math.pow(10, (double) index / TO_A_DECADE) * UNIT_MICROS)
        .map(micros -> Math.round(micros) / 1e6)
        .toArray();
  }

  void sent(Arrival arrival) {
    of(arrival).sent.inc();
  }

  void ok(Arrival arrival, long micros) {
    of(arrival).latency.observe(micros / 1e6);
  }

  void failed(Arrival arrival, String kind) {
    failures.labelValues(arrival.operation(), kind).inc();
  }

  private Operation of(Arrival arrival) {
    return Objects.requireNonNull(operations.get(arrival.operation()));
  }

  /** The current figures, in Prometheus' text format. */
  byte[] text() {
    var text = new ByteArrayOutputStream(32 * 1024);
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen with an array
    }
    return text.toByteArray();
  }
}
