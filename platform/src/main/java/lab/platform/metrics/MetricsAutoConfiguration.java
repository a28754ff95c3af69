package lab.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Keeps only the metrics that {@code docs/metrics.md} promises. What libraries measure beyond that
 * is dropped, so it costs no memory, no scrape and nobody's attention.
 */
@AutoConfiguration
public class MetricsAutoConfiguration {
  private static final List<String> KEPT =
      List.of(
          "http.server.requests",
          "lab.",
          "hikaricp.",
          "jvm.memory.used",
          "jvm.memory.committed",
          "jvm.memory.max",
          "jvm.gc.pause",
          "jvm.gc.memory.allocated",
          "jvm.gc.overhead",
          "jvm.threads.live",
          "jvm.threads.states",
          "process.cpu.",
          "process.files.",
          "process.start.time",
          "system.cpu.");

  @Bean
  MeterFilter contract() {
    return MeterFilter.denyUnless(MetricsAutoConfiguration::isKept);
  }

  @Bean
  LiveHeapEndpoint liveHeap() {
    return new LiveHeapEndpoint();
  }

  private static boolean isKept(Meter.Id id) {
    return KEPT.stream().anyMatch(id.getName()::startsWith);
  }
}
