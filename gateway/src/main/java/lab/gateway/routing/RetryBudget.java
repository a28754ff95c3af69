package lab.gateway.routing;

import lab.gateway.upstream.Ticker;

/**
 * A token bucket that keeps retries from multiplying an overload. Each request earns a part of a
 * retry, each second earns a few, and what is saved up is bounded; so over any stretch of time
 * {@code retries <= ratio * requests + minPerSecond * seconds + burst}. After Finagle's {@code
 * RetryBudget} (20 %, 10 a second); a bucket stands in for its sliding window of ten seconds. Going
 * on to another instance when the first refused to connect costs nothing: no instance bore it.
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

  /** Each request does this once. */
  synchronized void deposit() {
    tokens = Math.min(bounds.burst(), tokens + bounds.ratio());
  }

  /** Takes a retry's worth; false if the budget is spent. */
  boolean withdraw() {
    return withdrawAbove(0);
  }

  /** Takes a retry's worth, but none of the half kept for requests that have no other way out. */
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

  /** Gives back what was withdrawn for a retry that was not needed. */
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
