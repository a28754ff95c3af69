package lab.urlshortener.stats;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import lab.platform.kafka.Ledger;
import lab.platform.tracing.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts clicks, batch by batch, and what it has counted. */
@Component
class ClickCounter implements Ledger {
  private static final Logger log = LoggerFactory.getLogger(ClickCounter.class);

  private final ClickCounts counts;
  private final Counter counted;
  private final Tracing tracing;

  ClickCounter(ClickCounts counts, MeterRegistry meters, Tracing tracing) {
    this.counts = counts;
    this.tracing = tracing;
    this.counted =
        Counter.builder("lab.clicks.counted")
            .description("Click events that this instance added to the counts")
            .register(meters);
  }

  @Override
  public long next(TopicIdPartition partition) {
    return counts.next(partition);
  }

  @Override
  public boolean enter(Batch batch) {
    var start = Instant.now();
    var clicks =
        batch.events().stream()
            .map(event -> Clicked.parse(event.value()))
            .flatMap(Optional::stream)
            .toList();
    if (!counts.add(batch.partition(), batch.from(), batch.next(), clicks)) {
      return false;
    }
    counted.increment(clicks.size());
    batch.events().forEach(event -> trace(event, start));
    int others = batch.events().size() - clicks.size();
    if (others > 0) {
      log.warn("{} events of {} are no clicks", others, batch.partition());
    }
    return true;
  }

  private void trace(ConsumerRecord<?, ?> event, Instant start) {
    Header traceparent = event.headers().lastHeader(Tracing.TRACEPARENT);
    if (traceparent != null) {
      String value = new String(traceparent.value(), StandardCharsets.US_ASCII);
      tracing.consumed("count click", value, start);
    }
  }
}
