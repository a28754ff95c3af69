package lab.loadtest.gatling;

/** The outcome of one request. */
public sealed interface Outcome {
  /** A correct response. */
  record Right() implements Outcome {}

  /**
   * Anything else.
   *
   * @param kind {@code status-502}, {@code timeout}, {@code connection}; a wrong response is {@code
   *     wrong-answer}, or {@code not-found} if it denies what was acknowledged
   */
  record Failed(String kind) implements Outcome {}
}
