package lab.protocol;

/**
 * Something that a workload measures.
 *
 * @param name as in experiment files and {@code result.json}, for example {@code read-p99}
 * @param words what it is called in reports
 * @param kind what a value above 0 means for the verdict
 */
public record Measure(String name, String words, Unit unit, Kind kind) {
  /** What a value above 0 means for the verdict. */
  public enum Kind {
    /** Nothing by itself: only the experiment's expectations count. */
    FIGURE,
    /** A broken promise, which is never tolerated: lost, duplicated, wrong. */
    INVARIANT,
    /** That the run cannot be trusted. */
    DOUBT
  }

  /** A plain figure. */
  public Measure(String name, String words, Unit unit) {
    this(name, words, unit, Kind.FIGURE);
  }
}
