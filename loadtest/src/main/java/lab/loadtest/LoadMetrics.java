package lab.loadtest;

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
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What users feel, for dashboards while the load runs: the section "Load" of {@code
 * docs/metrics.md}. It counts what {@link Recording} counts, which is what the verdict rests on;
 * the warm-up is in neither.
 */
final class LoadMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  /** There from the start at zero, because a rate needs to have seen the zero. */
  private static final List<String> USUAL_KINDS =
      List.of("timeout", "connection", "status-503", "wrong-answer", "not-found");

  private static final int TO_A_DECADE = 25;
  private static final int LOWEST = -33; // 479 µs
  private static final int HIGHEST = 75; // 10 s
  private static final double UNIT_MICROS = 10_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final Operation reads;
  private final Operation writes;
  private final Counter failures;

  private record Operation(String name, DistributionDataPoint latency, CounterDataPoint sent) {}

  /** How many arrivals are due by now. */
  record Due(long reads, long writes) {}

  LoadMetrics(String experiment, String arm, Supplier<Due> due) {
    Labels all = Labels.of("experiment", experiment, "arm", arm);
    Histogram latency =
        Histogram.builder()
            .name("lab_load_request_seconds")
            .help("Right answers, from the intended send time.")
            .unit(Unit.SECONDS)
            .constLabels(all)
            .labelNames("operation")
            .classicOnly()
            .classicUpperBounds(bounds())
            .register(registry);
    Counter sent = counter("lab_load_sent_total", "Of those, sent.", all, "operation");
    failures =
        counter(
            "lab_load_failures_total", "No answer or not the right one.", all, "operation", "kind");
    CounterWithCallback.builder()
        .name("lab_load_intended_total")
        .help("Arrivals due by now.")
        .constLabels(all)
        .labelNames("operation")
        .callback(callback -> {
          Due now = due.get();
          callback.call((double) now.reads(), "read");
          callback.call((double) now.writes(), "write");
        })
        .register(registry);
    reads = operation("read", latency, sent);
    writes = operation("write", latency, sent);
  }

  private Counter counter(String name, String help, Labels all, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .constLabels(all)
        .labelNames(labels)
        .register(registry);
  }

  private Operation operation(String name, Histogram latency, Counter sent) {
    USUAL_KINDS.forEach(kind -> failures.initLabelValues(name, kind));
    return new Operation(name, latency.labelValues(name), sent.labelValues(name));
  }

  /** Those of the services' own histograms: each a tenth above the one before. */
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
    failures.labelValues(of(arrival).name, kind).inc();
  }

  private Operation of(Arrival arrival) {
    return arrival.reads() ? reads : writes;
  }

  /** All of it as it is now, in Prometheus' text format. */
  byte[] text() {
    var text = new ByteArrayOutputStream(32 * 1024);
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not with an array
    }
    return text.toByteArray();
  }
}
