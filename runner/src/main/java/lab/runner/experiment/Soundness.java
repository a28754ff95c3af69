package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of any load, whatever was done to the system under it: that no promise was broken,
 * and that the figures can be trusted.
 *
 * @param warmUpWrong wrong answers during the warm-up
 */
record Soundness(Figures figures, long warmUpWrong, Result.Ledger ledger) {
  private static final double MISSED_SHARE = 0.01;

  /** The promises that were broken; none may be. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    say(broken, ledger.lost(), "acknowledged links lost");
    say(
        broken,
        ledger.duplicated(),
        "codes or idempotency keys used twice (so shows a link that only a cache still has)");
    say(broken, ledger.stale(), "acknowledged links that lead elsewhere");
    say(broken, figures.wrongAnswers() + warmUpWrong, "wrong answers");
    return broken;
  }

  private static void say(List<String> broken, long count, String what) {
    if (count > 0) {
      broken.add("%,d %s (allowed: 0)".formatted(count, what));
    }
  }

  /** That the load generator fell behind, if it did. */
  Optional<String> missed() {
    return figures.missed() < MISSED_SHARE * figures.intended()
        ? Optional.empty()
        : Optional.of(
            "the load generator missed %,d of %,d arrivals (1 %% or more): this machine was too busy"
                .formatted(figures.missed(), figures.intended()));
  }

  /** That not every promise could be looked into, if so. */
  Optional<String> unread() {
    return ledger.unread() == 0
        ? Optional.empty()
        : Optional.of("%,d acknowledged links could not be read back".formatted(ledger.unread()));
  }
}
