package lab.gateway.upstream;

import java.time.Duration;

/**
 * Passive outlier detection: a faulty instance gets no requests for a while. After Envoy's outlier
 * detection (consecutive failures; the n-th ejection is longer), with doubling in place of Envoy's
 * linear growth. Failures that may be the request's fault are not reported to it: see {@link
 * Service}.
 */
final class Ejection {
  private static final long LONG_AGO = Duration.ofDays(1).toNanos();

  private final EjectionProperties properties;
  private final Ticker ticker;
  private volatile int failuresInARow;
  private volatile long until;
  private int repetitions;

  Ejection(EjectionProperties properties, Ticker ticker) {
    this.properties = properties;
    this.ticker = ticker;
    this.until = ticker.nanos() - LONG_AGO;
  }

  /** Whether the instance is ejected now. */
  boolean isActive() {
    return until - ticker.nanos() > 0;
  }

  /** When the last ejection ends or ended, in the ticker's time. */
  long until() {
    return until;
  }

  void succeeded() {
    if (failuresInARow != 0) { // spares the hot path a write to a shared cache line
      failuresInARow = 0;
    }
  }

  /** Records a failure that is the instance's own; true if it led to an ejection. */
  synchronized boolean failed() {
    failuresInARow = failuresInARow + 1;
    return failuresInARow >= properties.consecutiveFailures() && eject();
  }

  /** A health check saw it recover: that is newer evidence than ours. */
  synchronized void lift() {
    failuresInARow = 0;
    if (isActive()) {
      until = ticker.nanos();
    }
  }

  /** Ejects at once; false if it is ejected already, or ejection is off. */
  synchronized boolean eject() {
    if (!properties.enabled() || isActive()) {
      return false;
    }
    long now = ticker.nanos();
    boolean forgotten = now - until > properties.maxDuration().toNanos();
    repetitions = forgotten ? 0 : repetitions;
    until = now + duration(repetitions).toNanos();
    repetitions++;
    failuresInARow = 0;
    return true;
  }

  private Duration duration(int earlier) {
    Duration grown = properties.baseDuration().multipliedBy(1L << Math.min(earlier, 20));
    return grown.compareTo(properties.maxDuration()) < 0 ? grown : properties.maxDuration();
  }
}
