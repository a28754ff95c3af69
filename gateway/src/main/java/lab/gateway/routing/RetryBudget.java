package lab.gateway.routing;

import lab.gateway.upstream.Ticker;

/**
 * A token bucket that keeps retries from multiplying an overload. Each request earns a part of a
 * retry, each second earns a few, and the savings are bounded; so over any period {@code retries <=
 * ratio * requests + minPerSecond * seconds + burst}. After Finagle's {@code RetryBudget} (20 %, 10
 * a second); a bucket replaces its sliding window of ten seconds. Trying another instance after the
 * first refused the connection costs nothing: no instance had any work.
 */
final class RetryBudget {
  private static final double NANOS_PER_SECOND = 1e9;

  private final RetryProperties.Budget bounds;
  private final Ticker ticker;
  private double tokens;
  private long refilled;

  RetryBudget(RetryProperties.Budget bounds, Ticker ticker) {
    this.bounds = bounds;
    this.ticker = ticker;
    this.tokens = bounds.burst();
    this.refilled = ticker.nanos();
  }

  /** Called once for each request. */
  synchronized void deposit() {
    tokens = Math.min(bounds.burst(), tokens + bounds.ratio());
  }

  /** Withdraws the price of a retry; false if the budget is spent. */
  boolean withdraw() {
    return withdrawAbove(0);
  }

  /**
   * Withdraws the price of a retry, but not from the half reserved for requests with no
   * alternative.
   */
  boolean withdrawSpare() {
    return withdrawAbove(bounds.burst() / 2);
  }

  private synchronized boolean withdrawAbove(double floor) {
    refill();
    if (tokens < floor + 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Returns what was withdrawn for a retry that was not needed. */
  synchronized void refund() {
    tokens = Math.min(bounds.burst(), tokens + 1);
  }

  private void refill() {
    long now = ticker.nanos();
    double earned = (now - refilled) / NANOS_PER_SECOND * bounds.minPerSecond();
    tokens = Math.min(bounds.burst(), tokens + earned);
    refilled = now;
  }
}
