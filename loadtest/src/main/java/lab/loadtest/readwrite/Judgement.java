package lab.loadtest.readwrite;

/** How a reply is judged. */
public sealed interface Judgement {
  /** A correct response; to a write, it acknowledges the thing with this id. */
  record Right(String id) implements Judgement {}

  /**
   * Anything else.
   *
   * @param kind of failure, as in {@link lab.loadtest.gatling.Outcome.Failed}
   * @param unanswered whether it is unknown if a write took effect
   */
  record Failed(String kind, boolean unanswered) implements Judgement {}
}
