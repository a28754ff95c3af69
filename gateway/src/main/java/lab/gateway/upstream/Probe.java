package lab.gateway.upstream;

/** The result of a health check. */
public sealed interface Probe {
  /** It answered 2xx. */
  record Passed() implements Probe {}

  /** It refused the connection. */
  record Refused() implements Probe {}

  /** It answered 503: it is shutting down, or knows that it cannot serve. */
  record Draining() implements Probe {}

  /** It did not answer in time, broke off, or answered something else. */
  record Failed() implements Probe {}
}
