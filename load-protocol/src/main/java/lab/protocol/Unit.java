package lab.protocol;

import java.util.Locale;

/** The unit of a figure, and how it is formatted for people. */
public enum Unit {
  COUNT("%,.0f"),
  PER_SECOND("%,.0f/s"),
  MILLIS("%,.1f ms"),
  MICROS("%,.0f µs"),
  SECONDS("%,.2f s"),
  /** CPU cores kept busy. */
  CORES("%.2f cores"),
  BYTES("%,.0f B"),
  KILOBYTES("%,.1f KB"),
  /** From 0 to 1. */
  SHARE("%.4f");

  private static final double FEW_MILLIS = 9.95;
  private static final double MANY_MILLIS = 999.5;

  private final String format;

  Unit(String format) {
    this.format = format;
  }

  /** The value formatted with its unit. */
  public String words(double value) {
    if (this == MILLIS && value >= MANY_MILLIS) {
      return SECONDS.words(value / 1_000);
    }
    if (this == MILLIS && (value == 0 || value >= FEW_MILLIS)) {
      return String.format(Locale.ROOT, "%.0f ms", value);
    }
    return String.format(Locale.ROOT, format, value);
  }
}
