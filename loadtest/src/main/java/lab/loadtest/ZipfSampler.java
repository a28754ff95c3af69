package lab.loadtest;

import java.util.random.RandomGenerator;

/**
 * Draws ranks 1 to n with probability proportional to 1 / rank^exponent: a few links are read all
 * the time and most hardly ever, as on the web.
 *
 * <p>The population grows while the load runs, so a table of n weights would have to be rebuilt for
 * each new link. This is rejection-inversion instead: the discrete law is enclosed by the integral
 * of the continuous density h(x) = x^-exponent, a point under that curve is drawn by inverting its
 * integral H, and the nearest rank is taken or rejected. It needs no table, constant time for any
 * n, and fewer than 1.2 draws on average.
 *
 * <p>Source: W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone
 * discrete distributions", ACM TOMACS 6(3), 1996.
 */
final class ZipfSampler {
  private static final double NEARLY_ZERO = 1e-8;

  private final double exponent;

  ZipfSampler(double exponent) {
    if (!(exponent >= 0)) {
      throw new IllegalArgumentException("exponent must not be negative");
    }
    this.exponent = exponent;
  }

  /** A rank from 1, the most popular, to {@code n}. */
  int rank(int n, RandomGenerator random) {
    double left = integral(1.5) - 1;
    double right = integral(n + 0.5);
    double shortcut = 2 - inverse(integral(2.5) - density(2));
    while (true) {
      double u = right + random.nextDouble() * (left - right);
      double x = inverse(u);
      int k = (int) Math.min(n, Math.max(1, Math.round(x)));
      if (k - x <= shortcut || u >= integral(k + 0.5) - density(k)) {
        return k;
      }
    }
  }

  private double density(double x) {
    return Math.exp(-exponent * Math.log(x));
  }

  /** The integral of the density from 1 to x, written so that it stays exact near exponent 1. */
  private double integral(double x) {
    double log = Math.log(x);
    double t = (1 - exponent) * log;
    return (Math.abs(t) > NEARLY_ZERO ? Math.expm1(t) / t : 1 + t / 2) * log;
  }

  private double inverse(double y) {
    double t = Math.max(-1, y * (1 - exponent));
    return Math.exp((Math.abs(t) > NEARLY_ZERO ? Math.log1p(t) / t : 1 - t / 2) * y);
  }
}
