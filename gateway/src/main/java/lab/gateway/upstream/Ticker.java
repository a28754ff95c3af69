package lab.gateway.upstream;

/** A clock that only goes forward. Tests use one of their own. */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since some fixed moment. */
  long nanos();
}
