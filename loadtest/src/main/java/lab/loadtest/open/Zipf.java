package lab.loadtest.open;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/**
 * Draws ranks 1 to n with probability proportional to 1 / rank^exponent: a few members are
 * requested all the time and most hardly ever, as on the web.
 *
 * <p>A draw depends only on the seed, the index and n, not on earlier draws. The population may
 * grow from draw to draw: the sampler needs no table, only three integrals for a new n.
 *
 * @param exponent 0 is uniform, 1 the classic law
 */
public record Zipf(double exponent, long seed) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Checks the exponent. */
  public Zipf {
    if (!(exponent >= 0)) {
      throw new IllegalArgumentException("exponent must not be negative");
    }
  }

  /** A rank from 1, the most popular, to {@code n}. */
  public int rank(long index, int n) {
    var random = new SplittableRandom(seed * GOLDEN_GAMMA + index);
    UniformRandomProvider provider = random::nextLong;
    return RejectionInversionZipfSampler.of(provider, n, exponent).sample();
  }
}
