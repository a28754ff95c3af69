package lab.runner.report;

import java.util.ArrayList;
import java.util.List;

/** The vertical axis of a chart: where a value stands between bottom (0) and top (1). */
sealed interface Scale {
  /** A line of the grid. */
  record Tick(double value, String label) {}

  double fraction(double value);

  List<Tick> ticks();

  /** From 0 to a round number not below the largest value. */
  record Linear(long top, long step) implements Scale {
    static Linear upTo(double largest) {
      int span = (int) Math.clamp(Math.ceil(largest), 4.0, 1e9);
      long step = Chart.step(span, 4);
      return new Linear((span + step - 1) / step * step, step);
    }

    @Override
    public double fraction(double value) {
      return Math.clamp(value / top, 0, 1);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (long value = 0; value <= top; value += step) {
        ticks.add(new Tick(value, Words.count(value)));
      }
      return ticks;
    }
  }

  /** Whole decades of milliseconds. */
  record Logarithmic(int from, int to) implements Scale {
    static Logarithmic covering(double smallest, double largest) {
      int from = (int) Math.floor(Math.log10(Math.max(0.01, smallest)));
      int to = (int) Math.ceil(Math.log10(Math.max(0.02, largest)));
      return new Logarithmic(from, Math.max(from + 1, to));
    }

    @Override
    public double fraction(double value) {
      double position = Math.log10(Math.max(value, 1e-9));
      return Math.clamp((position - from) / (to - from), 0, 1);
    }

    @Override
    public List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (int decade = from; decade <= to; decade++) {
        ticks.add(new Tick(Math.pow(10, decade), label(decade)));
      }
      return ticks;
    }

    private static String label(int decade) {
      return switch (decade) {
        case -2 -> "10 µs";
        case -1 -> "100 µs";
        case 0 -> "1 ms";
        case 1 -> "10 ms";
        case 2 -> "100 ms";
        default -> Words.count(Math.round(Math.pow(10, decade - 3))) + " s";
      };
    }
  }
}
