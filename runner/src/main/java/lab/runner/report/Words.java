package lab.runner.report;

import java.util.Locale;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.trial.Measure;
import lab.runner.trial.TrialResult;
import org.jspecify.annotations.Nullable;

/** Figures and findings in words, the same in the terminal and on the page. */
final class Words {
  static final String NONE = "–";

  private Words() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Milliseconds with about three significant digits. */
  static String millis(@Nullable Double millis) {
    if (millis == null) {
      return NONE;
    }
    if (millis >= 1000) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  static String duration(@Nullable Long millis) {
    if (millis == null) {
      return NONE;
    }
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** "1,204 (25.1 %)", or a plain 0. */
  static String failed(Figures figures) {
    if (figures.failed() == 0) {
      return "0";
    }
    double share = 100.0 * figures.failed() / Math.max(1, figures.sent());
    String percent = share < 0.1 ? "< 0.1" : String.format(Locale.ROOT, "%.1f", share);
    return count(figures.failed()) + " (" + percent + " %)";
  }

  /** The failed ones. */
  static String readsAndWrites(Figures figures) {
    return "%s / %s".formatted(count(figures.failedReads()), count(figures.failedWrites()));
  }

  static String ledger(Result.Ledger ledger) {
    return "%s / %s / %s"
        .formatted(count(ledger.lost()), count(ledger.duplicated()), count(ledger.stale()));
  }

  static String percentiles(Figures figures) {
    if (figures.p50Millis() == null) {
      return NONE;
    }
    return "%s / %s / %s"
        .formatted(
            millis(figures.p50Millis()), millis(figures.p99Millis()), millis(figures.p999Millis()));
  }

  static String traffic(ArmResult arm) {
    Result.Traffic traffic = arm.traffic();
    if (traffic == null) {
      return NONE;
    }
    return traffic.attemptsAfter() == 0
        ? "after " + duration(traffic.offMillis())
        : "not: " + count(traffic.attemptsAfter()) + " more tries";
  }

  /** What happened, in one sentence. */
  static String summary(Result result) {
    if (result.arms().size() < 2) {
      return "The experiment did not come to its end, so it shows nothing.";
    }
    ArmResult control = arm(result, Role.CONTROL);
    ArmResult treatment = arm(result, Role.TREATMENT);
    return "With %s, %s cost users %s; with %s, it cost %s."
        .formatted(
            control.arm().means(),
            fault(result.experiment().faults().getFirst()),
            cost(control),
            treatment.arm().means(),
            cost(treatment));
  }

  /** "the kill of hello-world-1", "the kill of the postgres primary". */
  static String fault(Fault fault) {
    String target =
        switch (fault.target()) {
          case Target.Named(String node) -> node;
          case Target.Selected(String kind, String role) when role.isEmpty() -> "a " + kind;
          case Target.Selected(String kind, String role) -> "the " + kind + " " + role;
        };
    return "the %s of %s".formatted(fault.action().name().toLowerCase(Locale.ROOT), target);
  }

  static String load(Experiment.Load load) {
    return ("%,.0f arrivals a second for %s after %s of warm-up (open model), %,d reads for each"
            + " create, over %,d links of Zipf popularity (exponent %s), time-out %s")
        .formatted(
            load.rate(),
            duration(load.duration().toMillis()),
            duration(load.warmUp().toMillis()),
            load.readsPerWrite(),
            load.links(),
            load.zipf(),
            duration(load.timeout().toMillis()));
  }

  static String meaning(Health health) {
    return switch (health) {
      case Health.Pass _ -> "Nothing was lost, and what was to be shown was shown.";
      case Health.Fail _ -> "Something happened that must not happen.";
      case Health.Unknown _ -> "This run does not allow a verdict.";
    };
  }

  static String measured(TrialResult.Measured arm, Measure measure) {
    Double value = arm.values().get(measure.name());
    return value == null ? NONE : measure.unit().words(value);
  }

  private static String cost(ArmResult arm) {
    String requests = failures(arm.figures());
    Long recovery = arm.recoveryMillis();
    return recovery == null || recovery == 0
        ? requests
        : requests
            + (arm.figures().failed() == 0 ? ", but " : " and ")
            + duration(recovery)
            + " until all was well";
  }

  /** Named by their kind when only one kind failed, for that reads went on is worth knowing. */
  private static String failures(Figures figures) {
    String what = "request";
    if (figures.failedReads() == 0 && figures.failedWrites() > 0) {
      what = "write";
    } else if (figures.failedWrites() == 0 && figures.failedReads() > 0) {
      what = "read";
    }
    return switch ((int) Math.min(figures.failed(), 2)) {
      case 0 -> "no failed " + what;
      case 1 -> "one failed " + what;
      default -> count(figures.failed()) + " failed " + what + "s";
    };
  }

  private static ArmResult arm(Result result, Role role) {
    return result.arms().stream().filter(arm -> arm.arm().role() == role).findFirst().orElseThrow();
  }
}
