package lab.runner.experiment;

import java.util.List;
import java.util.Locale;

/**
 * The verdict on the health of the lab, which determines the exit code of a run. A healthy lab may
 * still refute a claim.
 *
 * @param reasons in words, the most important first
 */
public record Health(Verdict verdict, List<String> reasons) {
  /** The possible verdicts. */
  public enum Verdict {
    /** The invariants held, the expectations were met, and the control showed an effect. */
    PASS,
    /** Something that must not happen did. */
    FAIL,
    /** The run does not allow a verdict. */
    UNKNOWN
  }

  /** The verdict as in {@code result.json}. */
  public String word() {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** The exit code of the program that ran the experiment. */
  public int exitCode() {
    return switch (verdict) {
      case PASS -> 0;
      case FAIL -> 1;
      case UNKNOWN -> 2;
    };
  }

  static Health pass(List<String> reasons) {
    return new Health(Verdict.PASS, reasons);
  }

  static Health fail(List<String> reasons) {
    return new Health(Verdict.FAIL, reasons);
  }

  static Health unknown(List<String> reasons) {
    return new Health(Verdict.UNKNOWN, reasons);
  }
}
