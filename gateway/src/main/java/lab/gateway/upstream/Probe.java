package lab.gateway.upstream;

/** What a health check learned. */
public sealed interface Probe {
  /** It answered 2xx. */
  record Passed() implements Probe {}

  /** Nobody listens there. */
  record Refused() implements Probe {}

  /** It answered 503: it is about to stop, or knows that it cannot serve. */
  record Draining() implements Probe {}

  /** It did not answer in time, broke off, or answered something else. */
  record Failed() implements Probe {}
}
