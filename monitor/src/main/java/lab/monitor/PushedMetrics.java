package lab.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics that a load generator pushes, in Prometheus' text format. They are reported with the
 * monitor's own until 15 s after the last push, three scrapes, so that a load that has ended also
 * ends in the charts. Text that Prometheus would reject is rejected here, because otherwise
 * Prometheus would reject the whole scrape.
 */
public final class PushedMetrics {
  static final int MOST_BYTES = 256 * 1024;
  private static final Duration LIFE = Duration.ofSeconds(15);
  private static final int MOST_JOBS = 8;

  private final Clock clock;
  private final Map<String, Push> byJob = new HashMap<>();

  private record Push(Instant at, List<PushedFamily> families) {}

  PushedMetrics(Clock clock) {
    this.clock = clock;
  }

  /**
   * Replaces a job's metrics by its newest.
   *
   * @param job who pushes; if two jobs have the same series, one of them is reported
   * @throws IllegalArgumentException if the text is too long, malformed, or contains anything
   *     except {@code lab_load_} metrics
   */
  public void accept(String job, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException("The text has more than %d bytes.".formatted(MOST_BYTES));
    }
    var families = new PushedText().read(text);
    synchronized (byJob) {
      forgetOld();
      if (byJob.size() >= MOST_JOBS && !byJob.containsKey(job)) {
        throw new IllegalArgumentException("%d jobs push already.".formatted(MOST_JOBS));
      }
      var others = new HashMap<>(byJob);
      others.remove(job);
      for (PushedFamily family : merged(others.values())) {
        families.stream()
            .filter(mine -> mine.name().equals(family.name()))
            .filter(mine -> !mine.type().equals(family.type()))
            .forEach(mine -> {
              throw new IllegalArgumentException(
                  "%s is a %s in what another job pushes.".formatted(mine.name(), family.type()));
            });
      }
      byJob.put(job, new Push(clock.instant(), families));
    }
  }

  /** The families that are not too old. */
  Collection<PushedFamily> newest() {
    synchronized (byJob) {
      forgetOld();
      return merged(byJob.values());
    }
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(LIFE);
    byJob.values().removeIf(push -> push.at().isBefore(oldest));
  }

  private static List<PushedFamily> merged(Collection<Push> pushes) {
    var byName = new HashMap<String, PushedFamily>();
    for (Push push : pushes) {
      for (PushedFamily family : push.families()) {
        byName.merge(family.name(), family, PushedFamily::and);
      }
    }
    return new ArrayList<>(byName.values());
  }
}
