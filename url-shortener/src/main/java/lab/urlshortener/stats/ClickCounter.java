package lab.urlshortener.stats;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lab.platform.kafka.Ledger;
import lab.platform.tracing.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts clicks, batch by batch, one per request, and reports the counts. Used by one thread at a
 * time: the group member's.
 */
@Component
class ClickCounter implements Ledger {
  private static final Logger log = LoggerFactory.getLogger(ClickCounter.class);

  private final ClickCounts counts;
  private final Counter counted;
  private final Counter repeated;
  private final Tracing tracing;
  private final Map<TopicIdPartition, SeenRequests> seen = new HashMap<>();

  ClickCounter(ClickCounts counts, MeterRegistry meters, Tracing tracing) {
    this.counts = counts;
    this.tracing = tracing;
    this.counted =
        Counter.builder("lab.clicks.counted")
            .description("Click events that this instance added to the counts")
            .register(meters);
    this.repeated =
        Counter.builder("lab.clicks.repeated")
            .description("Click events of a request whose click was counted before")
            .register(meters);
  }

  @Override
  public long next(TopicIdPartition partition) {
    long next = counts.next(partition);
    seen.put(partition, counts.seen(partition, next));
    return next;
  }

  @Override
  public boolean enter(Batch batch) {
    var start = Instant.now();
    var clicks =
        batch.events().stream()
            .map(event -> Clicked.parse(event.value()))
            .flatMap(Optional::stream)
            .toList();
    var before = Objects.requireNonNull(seen.get(batch.partition()));
    Set<Long> requests = new LinkedHashSet<>();
    var fresh = clicks.stream().filter(click -> isFirst(click, before, requests)).toList();
    if (!counts.add(batch.partition(), batch.from(), batch.next(), fresh)) {
      return false;
    }
    before.add(requests);
    counted.increment(fresh.size());
    repeated.increment(clicks.size() - fresh.size());
    batch.events().forEach(event -> trace(event, start));
    int others = batch.events().size() - clicks.size();
    if (others > 0) {
      log.warn("{} events of {} are no clicks", others, batch.partition());
    }
    return true;
  }

  /** Whether a click is the first of its request; if so, the request is added to the batch's. */
  private static boolean isFirst(Clicked click, SeenRequests before, Set<Long> batch) {
    Long request = click.request();
    return request == null || (!before.contains(request) && batch.add(request));
  }

  private void trace(ConsumerRecord<?, ?> event, Instant start) {
    Header traceparent = event.headers().lastHeader(Tracing.TRACEPARENT);
    if (traceparent != null) {
      String value = new String(traceparent.value(), StandardCharsets.US_ASCII);
      tracing.consumed("count click", value, start);
    }
  }
}
