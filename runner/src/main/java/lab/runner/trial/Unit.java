package lab.runner.trial;

import java.util.Locale;

/** What a figure counts, and how it is written for people. */
public enum Unit {
  COUNT("%,.0f"),
  PER_SECOND("%,.0f/s"),
  MILLIS("%,.1f ms"),
  MICROS("%,.0f µs"),
  SECONDS("%,.2f s"),
  /** Cores kept busy. */
  CORES("%.2f cores"),
  BYTES("%,.0f B"),
  KILOBYTES("%,.1f KB"),
  /** From 0 to 1. */
  SHARE("%.4f");

  private static final double MANY_MILLIS = 1_000;

  private final String format;

  Unit(String format) {
    this.format = format;
  }

  /** The figure with its unit. */
  public String words(double value) {
    if (this == MILLIS && value >= MANY_MILLIS) {
      return SECONDS.words(value / 1_000);
    }
    return String.format(Locale.ROOT, format, value);
  }
}
