package lab.queuetracker.prediction;

import static lab.queuetracker.prediction.ServiceRate.duration;

import java.time.Duration;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The wait of someone who joins now, predicted from the state of the line rather than from the
 * waits of those already served. They joined when the line had its earlier length: while it grows,
 * their mean lags and is too low (Ibrahim and Whitt, "Real-Time Delay Estimation Based on Delay
 * History", 2009; Ang et al., "Accurate Emergency Department Wait Time Prediction", 2016, who add
 * the state of the line to the regression for this reason).
 *
 * <p>First come, first served, c counters, exponential service at rate μ: with n people ahead,
 * including those in service, n - c + 1 = k of them have to leave before a counter is free, while
 * all c counters are working. So the wait is Erlang(k, cμ). Now μ is not known but Gamma(α, β)
 * distributed: c/β times the wait is the ratio of a Gamma(k) to a Gamma(α), a beta prime variable,
 * with mean k / (α - 1). It is 1/S - 1 for a Beta(α, k) variable S, which gives its quantiles.
 */
public final class WaitPrediction {
  private static final double TAIL = 0.05;

  private WaitPrediction() {}

  /**
   * The wait of the next to join.
   *
   * @param peopleAhead in the line and at the counters, 0 or more
   * @param servers counters that serve in parallel, 1 or more
   * @throws IllegalArgumentException when one is out of bounds
   */
  public static WaitEstimate estimate(int peopleAhead, int servers, ServiceRate rate) {
    if (peopleAhead < 0) {
      throw new IllegalArgumentException("people ahead must be at least 0");
    }
    if (servers < 1) {
      throw new IllegalArgumentException("servers must be at least 1");
    }
    if (peopleAhead < servers) {
      return WaitEstimate.NONE;
    }
    double departures = (double) peopleAhead - servers + 1;
    double scale = rate.exposureSeconds() / servers;
    var beta = BetaDistribution.of(rate.shape(), departures);
    return new WaitEstimate(
        duration(scale * departures / (rate.shape() - 1)),
        quantile(scale, beta.inverseSurvivalProbability(TAIL)),
        quantile(scale, beta.inverseCumulativeProbability(TAIL)));
  }

  private static Duration quantile(double scale, double share) {
    return duration(scale * (1 / share - 1));
  }
}
