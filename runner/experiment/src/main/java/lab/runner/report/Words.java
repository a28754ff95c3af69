package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.protocol.Measure;
import lab.protocol.Unit;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;
import org.jspecify.annotations.Nullable;

/** Puts figures and findings into words, the same for the terminal and the page. */
final class Words {
  static final String NONE = "–";

  private Words() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String count(@Nullable Double count) {
    return count == null ? NONE : count(Math.round(count));
  }

  /** Milliseconds with about three significant digits. */
  static String millis(@Nullable Double millis) {
    return millis == null ? NONE : Unit.MILLIS.words(millis);
  }

  static String duration(@Nullable Double millis) {
    if (millis == null) {
      return NONE;
    }
    return millis < 1000
        ? Math.round(millis) + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** "1,204 (25.1 %)", or a plain 0. */
  static String failed(@Nullable Double failed, @Nullable Double sent) {
    if (failed == null || sent == null || failed == 0) {
      return count(failed);
    }
    double share = 100.0 * failed / Math.max(1, sent);
    String percent = share < 0.1 ? "< 0.1" : String.format(Locale.ROOT, "%.1f", share);
    return count(failed) + " (" + percent + " %)";
  }

  /** Failures of the whole run, or of a phase if given its prefix: {@code during.}. */
  static String failed(ArmResult arm, String phase) {
    return failed(arm.value(phase + "failed"), arm.value(phase + "sent"));
  }

  static String percentiles(ArmResult arm, String phase) {
    return arm.value(phase + "p50") == null
        ? NONE
        : "%s / %s / %s"
            .formatted(
                millis(arm.value(phase + "p50")),
                millis(arm.value(phase + "p99")),
                millis(arm.value(phase + "p999")));
  }

  /** What happened, in one sentence; empty if there was no fault. */
  static String summary(Result result) {
    Experiment experiment = result.experiment();
    if (result.arms().size() < experiment.arms().size()) {
      return "The experiment did not come to its end, so it shows nothing.";
    }
    if (experiment.faults().isEmpty() || !experiment.hasSeries()) {
      return "";
    }
    String fault = fault(experiment.faults().getFirst());
    List<String> costs = new ArrayList<>();
    for (ArmResult arm : result.arms()) {
      costs.add(
          "with %s, %s cost users %s"
              .formatted(arm.arm().means(), costs.isEmpty() ? fault : "it", cost(arm)));
    }
    String sentence = String.join("; ", costs) + ".";
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** "the kill of hello-world-1", "the kill of the postgres primary". */
  private static String fault(Fault fault) {
    String target =
        switch (fault.target()) {
          case Target.Named(String node) -> node;
          case Target.Selected(String kind, String role) when role.isEmpty() -> "a " + kind;
          case Target.Selected(String kind, String role) -> "the " + kind + " " + role;
        };
    return "the %s of %s".formatted(fault.action().name().toLowerCase(Locale.ROOT), target);
  }

  /** What the workload does; for each arm, if they differ. */
  static String load(Experiment experiment) {
    List<String> loads = experiment.arms().stream().map(Experiment.Arm::load).distinct().toList();
    return loads.size() == 1
        ? loads.getFirst()
        : experiment.arms().stream()
            .map(arm -> arm.name() + ": " + arm.load())
            .collect(Collectors.joining("; "));
  }

  static String meaning(Health health) {
    return switch (health.verdict()) {
      case PASS -> "Nothing was lost, and what was to be shown was shown.";
      case FAIL -> "Something happened that must not happen.";
      case UNKNOWN -> "This run does not allow a verdict.";
    };
  }

  static String measured(ArmResult arm, Measure measure) {
    Double value = arm.value(measure.name());
    return value == null ? NONE : measure.unit().words(value);
  }

  private static String cost(ArmResult arm) {
    String requests = failures(arm);
    Double recovery = arm.value("recovery");
    Double failed = arm.value("failed");
    return recovery == null || recovery == 0
        ? requests
        : requests
            + (failed != null && failed == 0 ? ", but " : " and ")
            + duration(recovery)
            + " until all was well";
  }

  /**
   * The failures; if only one operation failed it is named, because it matters that the others
   * continued.
   */
  private static String failures(ArmResult arm) {
    List<String> failing =
        arm.values().keySet().stream()
            .filter(name ->
                name.matches("[a-z-]+\\.failed") && !name.matches("(before|during|after)\\..*"))
            .filter(name -> arm.values().getOrDefault(name, 0.0) > 0)
            .map(name -> name.substring(0, name.indexOf('.')))
            .toList();
    String what = failing.size() == 1 ? failing.getFirst() : "request";
    Double failed = arm.value("failed");
    long count = failed == null ? 0 : Math.round(failed);
    return switch ((int) Math.min(count, 2)) {
      case 0 -> "no failed " + what;
      case 1 -> "one failed " + what;
      default -> count(count) + " failed " + what + "s";
    };
  }

  static String style(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
