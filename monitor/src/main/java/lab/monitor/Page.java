package lab.monitor;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import lab.monitor.Metric.Sample;

/** The response to a scrape, with its media type. */
public record Page(String contentType, String text) {
  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();
  private static final String END = "# EOF\n";

  static Page of(List<Sample> samples, Collection<PushedFamily> pushed, String accept) {
    boolean open = OPEN_METRICS.accepts(accept);
    var writer = open ? OPEN_METRICS : TEXT;
    var text = new StringBuilder(write(writer, samples));
    if (open) {
      text.setLength(text.length() - END.length());
    }
    pushed.forEach(family -> family.write(text, open));
    return new Page(writer.getContentType(), text.append(open ? END : "").toString());
  }

  private static String write(ExpositionFormatWriter writer, List<Sample> samples) {
    var byMetric = new EnumMap<Metric, List<Sample>>(Metric.class);
    samples.forEach(
        sample -> byMetric.computeIfAbsent(sample.metric(), _ -> new ArrayList<>()).add(sample));
    var families = MetricSnapshots.builder();
    byMetric.forEach((metric, its) -> families.metricSnapshot(metric.family(its)));
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, families.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
