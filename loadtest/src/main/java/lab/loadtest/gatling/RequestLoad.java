package lab.loadtest.gatling;

import java.time.Duration;
import lab.loadtest.open.Timing;

/** The settings that every load of requests has; a record of settings implements it. */
public interface RequestLoad {
  /** Arrivals per second. */
  Double rate();

  /** Load before the measured part; not included in any figure. */
  Duration warmUp();

  /** The measured part. */
  Duration duration();

  /** A request without a response after this time fails with the kind {@code timeout}. */
  Duration timeout();

  /** An arrival sent later than this after it was due counts as missed. */
  Duration late();

  /** When the arrivals are due. */
  default Timing timing() {
    return new Timing(rate(), warmUp(), duration());
  }
}
