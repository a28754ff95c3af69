package lab.loadtest.ledger;

import static lab.protocol.Unit.COUNT;

import java.util.List;
import java.util.Map;
import lab.protocol.Measure;
import lab.protocol.Measure.Kind;

/**
 * What became of all promises.
 *
 * @param lost acknowledged, but gone
 * @param duplicated exist twice, or were acknowledged in contradictory ways
 * @param stale differ from what was acknowledged
 * @param unanswered requests that may or may not have taken effect
 * @param unread acknowledged, but could not be read back
 */
public record Findings(
    long acknowledged, long lost, long duplicated, long stale, long unanswered, long unread) {

  /**
   * The terms of a service, for reports.
   *
   * @param things what is acknowledged, as in "acknowledged things lost"
   * @param duplicated what exists twice, as in "keys used twice"
   * @param stale what differs from what was acknowledged, as in "acknowledged things with another
   *     name"
   */
  public record Words(String things, String duplicated, String stale) {}

  /** The measures of these findings. */
  public static List<Measure> measures(Words words) {
    String things = words.things();
    return List.of(
        new Measure("acknowledged", things + " acknowledged", COUNT),
        new Measure("lost", "acknowledged " + things + " lost", COUNT, Kind.INVARIANT),
        new Measure("duplicated", words.duplicated(), COUNT, Kind.INVARIANT),
        new Measure("stale", words.stale(), COUNT, Kind.INVARIANT),
        new Measure("unanswered", "creates without a conclusive answer", COUNT),
        new Measure("unread", "acknowledged " + things + " not read back", COUNT, Kind.DOUBT));
  }

  /** Their values, by the name of the measure. */
  public Map<String, Double> values() {
    return Map.of(
        "acknowledged", (double) acknowledged,
        "lost", (double) lost,
        "duplicated", (double) duplicated,
        "stale", (double) stale,
        "unanswered", (double) unanswered,
        "unread", (double) unread);
  }
}
