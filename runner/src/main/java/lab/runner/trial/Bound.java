package lab.runner.trial;

import org.jspecify.annotations.Nullable;

/**
 * What is expected of a measure.
 *
 * @param value in the measure's unit or, with {@code peer}, times what the peer's arm has
 * @param peer the arm that it is compared with; null: none
 */
public record Bound(Kind kind, double value, @Nullable String peer) {
  /** On which side of the value it is fine. */
  public enum Kind {
    AT_MOST("at most"),
    AT_LEAST("at least");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  boolean holds(double measured, double peers) {
    double bound = peer == null ? value : value * peers;
    return kind == Kind.AT_MOST ? measured <= bound : measured >= bound;
  }

  /** Such as "at most 100.0 ms" or "at most 0.5 times brute-force". */
  public String words(Unit unit) {
    return peer == null
        ? kind.words + " " + unit.words(value)
        : "%s %s times %s".formatted(kind.words, value, peer);
  }
}
