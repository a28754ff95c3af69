package lab.runner.report;

import java.util.ArrayList;
import java.util.List;

/** The vertical axis of a chart: maps a value to its place between bottom (0) and top (1). */
sealed interface Scale {
  /**
   * A line of the grid.
   *
   * @param label with its unit; empty for a line between labelled ones
   */
  record Tick(double value, String label) {}

  double fraction(double value);

  List<Tick> ticks();

  /** From 0 to a round number not below the largest value. */
  record Linear(long top, long step, String unit) implements Scale {
    static Linear upTo(double largest, String unit) {
      int span = (int) Math.clamp(Math.ceil(largest), 4.0, 1e9);
      long step = Chart.step(span, 4);
      return new Linear((span + step - 1) / step * step, step, unit);
    }

    @Override
    public double fraction(double value) {
      return Math.clamp(value / top, 0, 1);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (long value = 0; value <= top; value += step) {
        ticks.add(new Tick(value, Words.count(value) + unit));
      }
      return ticks;
    }
  }

  /**
   * Milliseconds between two values of … 1, 2, 5, 10, 20, 50 …; labelled at the decades or, if
   * there are few lines, at every line.
   *
   * @param from index of the lowest line: 0 is 1 ms, 3 is 10 ms
   */
  record Logarithmic(int from, int to) implements Scale {
    private static final int FEW = 6;

    static Logarithmic covering(double smallest, double largest) {
      int from = (int) Math.floor(3 * Math.log10(Math.max(0.01, smallest)));
      while (value(from) > smallest) {
        from--;
      }
      int to = from + 2;
      while (value(to) < largest) {
        to++;
      }
      return new Logarithmic(from, to);
    }

    @Override
    public double fraction(double value) {
      double low = Math.log10(value(from));
      double position = Math.log10(Math.max(value, 1e-9));
      return Math.clamp((position - low) / (Math.log10(value(to)) - low), 0, 1);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (int line = from; line <= to; line++) {
        boolean labelled = to - from <= FEW || Math.floorMod(line, 3) == 0;
        ticks.add(new Tick(value(line), labelled ? label(value(line)) : ""));
      }
      return ticks;
    }

    private static double value(int line) {
      int[] leading = {1, 2, 5};
      double value = leading[Math.floorMod(line, 3)];
      int decade = Math.floorDiv(line, 3);
      return decade < 0 ? value / Math.pow(10, -decade) : value * Math.pow(10, decade);
    }

    private static String label(double millis) {
      if (millis < 1) {
        return Words.count(Math.round(millis * 1000)) + " µs";
      }
      return millis < 1000
          ? Words.count(Math.round(millis)) + " ms"
          : Words.count(Math.round(millis / 1000)) + " s";
    }
  }
}
