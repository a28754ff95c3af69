package lab.runner.experiment;

import lab.protocol.Measure;
import lab.protocol.Unit;
import lab.yaml.Durations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The expectation of a measure.
 *
 * @param value the bound in the measure's unit or, with {@code peer}, a factor by which the peer's
 *     value is multiplied
 * @param peer the arm to compare with; null if there is none
 */
public record Bound(Kind kind, double value, @Nullable String peer) {
  private static final double MOST = 1e12;

  /** On which side of the bound a value has to be. */
  public enum Kind {
    AT_MOST("at-most", "at most"),
    AT_LEAST("at-least", "at least"),
    BELOW("below", "below"),
    /** A promise: it must not happen once, however else the run went. */
    NEVER("never", "never");

    private final String key;
    private final String words;

    Kind(String key, String words) {
      this.key = key;
      this.words = words;
    }
  }

  /** Whether a value keeps to the bound. */
  boolean holds(double measured, double peers) {
    double bound = peer == null ? value : value * peers;
    return switch (kind) {
      case AT_MOST -> measured <= bound;
      case AT_LEAST -> measured >= bound;
      case BELOW -> measured < bound;
      case NEVER -> measured <= 0;
    };
  }

  /** Such as "at most 100.0 ms" or "at most 0.5 times brute-force". */
  public String words(Unit unit) {
    if (kind == Kind.NEVER) {
      return kind.words;
    }
    return peer == null
        ? kind.words + " " + unit.words(value)
        : "%s %s times %s".formatted(kind.words, value, peer);
  }

  /**
   * Reads {@code never}, or {@code {at-most: 5s}} with another kind and perhaps {@code times: arm}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Bound parse(JsonNode node, Measure measure) {
    if (node.isString() && node.asString().equals(Kind.NEVER.key)) {
      return new Bound(Kind.NEVER, 0, null);
    }
    JsonNode times = node.path("times");
    int parts = times.isMissingNode() ? 1 : 2;
    for (Kind kind : Kind.values()) {
      if (kind != Kind.NEVER && node.has(kind.key) && node.size() == parts) {
        String peer = times.isMissingNode() ? null : times.asString("");
        return new Bound(kind, value(node.path(kind.key), kind, measure, peer != null), peer);
      }
    }
    throw new IllegalArgumentException(
        "must be never, or one of at-most, at-least, below with a value, and perhaps times with"
            + " an arm");
  }

  private static double value(JsonNode node, Kind kind, Measure measure, boolean relative) {
    Double scale = perMilli(measure.unit());
    if (!relative && scale != null && node.isString() && Durations.isOne(node.asString())) {
      return Durations.parse(node.asString()).toMillis() * scale;
    }
    if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= MOST) {
      return node.doubleValue();
    }
    throw new IllegalArgumentException(
        "%s is %s and must be a number from 0 to 1000000000000%s"
            .formatted(
                kind.key, node, scale != null && !relative ? " or a duration such as 500ms" : ""));
  }

  /** How many of the unit make a millisecond; null if it is not a unit of time. */
  private static @Nullable Double perMilli(Unit unit) {
    return switch (unit) {
      case MICROS -> 1_000.0;
      case MILLIS -> 1.0;
      case SECONDS -> 0.001;
      default -> null;
    };
  }
}
