package lab.loadtest.ledger;

/** What was found when a promise was read back. */
public enum Found {
  /** It is kept. */
  RIGHT(true),
  /** The service does not know it. */
  LOST(false),
  /** It exists, but is not what was acknowledged. */
  STALE(true),
  /** It exists twice. */
  DUPLICATED(true),
  /** There was no conclusive response. */
  UNREAD(false);

  private final boolean conclusive;

  Found(boolean conclusive) {
    this.conclusive = conclusive;
  }

  /**
   * Whether one response is enough. A denial is not: it may come from a replica that lags behind.
   */
  boolean isConclusive() {
    return conclusive;
  }
}
