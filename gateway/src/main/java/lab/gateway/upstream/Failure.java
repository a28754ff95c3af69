package lab.gateway.upstream;

/** The ways in which an instance can fail a request. */
public enum Failure {
  /** The connection was refused, so nothing was sent. */
  REFUSED,
  /** No connection was established in time, so nothing was sent. */
  UNREACHABLE,
  /** All of the gateway's connections to it are in use, so nothing was sent. */
  SATURATED,
  /** No response in time. */
  TIMEOUT,
  /** The connection broke before the response was complete. */
  IO,
  /** It answered 5xx. */
  STATUS;

  /** Whether the instance cannot have seen the request, so that a retry is always safe. */
  public boolean nothingWasSent() {
    return this == REFUSED || this == UNREACHABLE || this == SATURATED;
  }
}
