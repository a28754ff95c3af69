package lab.queuetracker.analytics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import lab.platform.kafka.Ledger;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.queue.Change;
import lab.queuetracker.stream.ChangeEvent;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts changes, batch by batch, and reports the counts.
 *
 * <p>What a change adds depends on the line's state before it. That is read first, and written with
 * the sums: since a line's changes are all in one partition, any other writer has advanced that
 * partition's offset, and then this batch is not entered.
 */
final class ChangeCounter implements Ledger {
  private static final Logger log = LoggerFactory.getLogger(ChangeCounter.class);

  private final Analytics analytics;
  private final Catalogue places;
  private final Counter counted;

  ChangeCounter(Analytics analytics, Catalogue places, MeterRegistry meters) {
    this.analytics = analytics;
    this.places = places;
    this.counted =
        Counter.builder("lab.analytics.counted")
            .description("Changes that this instance added to the analytics")
            .register(meters);
  }

  @Override
  public long next(TopicIdPartition partition) {
    return analytics.next(partition);
  }

  @Override
  public boolean enter(Batch batch) {
    List<Change> changes =
        batch.events().stream()
            .map(event -> ChangeEvent.parse(event.value()))
            .flatMap(Optional::stream)
            .toList();
    var lines =
        analytics.lines(
            changes.stream().map(change -> change.queue().location()).distinct().toList());
    var sums = new WeekSums(this::aheadOfUtc);
    for (Change change : changes) {
      lines.compute(
          change.queue().location(), (_, before) -> LineState.after(before, change, sums));
    }
    if (!analytics.enter(batch, lines, sums.hours())) {
      return false;
    }
    counted.increment(sums.changes());
    int others = batch.events().size() - changes.size();
    if (others > 0) {
      log.warn("{} events of {} are no changes", others, batch.partition());
    }
    return true;
  }

  /** The place's offset from UTC; 0 if this instance has fewer places and does not know it. */
  private long aheadOfUtc(String location) {
    return places.find(location).map(place -> HourOfWeek.aheadOfUtc(place.longitude())).orElse(0L);
  }
}
