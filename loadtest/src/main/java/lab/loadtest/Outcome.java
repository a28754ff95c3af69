package lab.loadtest;

/** What became of one request. */
sealed interface Outcome {
  /** The right answer. */
  record Right() implements Outcome {}

  /** The right answer to a create: a new link is acknowledged. */
  record Acknowledged(Arrival.Link link) implements Outcome {}

  /**
   * Anything else.
   *
   * @param kind {@code status-502}, {@code timeout}, {@code connection}, {@code wrong-answer} (a
   *     redirect to another address than the link's, or a create answered for another URL) or
   *     {@code not-found} (an acknowledged link denied by 404 or 410)
   * @param unanswered whether it is unknown if a create took effect
   */
  record Failed(String kind, boolean unanswered) implements Outcome {}
}
