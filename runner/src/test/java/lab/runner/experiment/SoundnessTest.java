package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lab.runner.experiment.Result.Ledger;
import org.junit.jupiter.api.Test;

/** What a plain load's exit code is made of, and the order in which reasons count. */
class SoundnessTest {
  private static final Ledger CLEAN = new Ledger(50, 0, 0, 0, null, 0, 0);
  private static final Ledger LOSSY = new Ledger(50, 1, 0, 0, null, 0, 0);
  private static final Ledger UNREAD = new Ledger(50, 0, 0, 0, null, 0, 1);

  @Test
  void nothing_failed_or_lost_passes() {
    assertThat(code(0, 9, CLEAN)).isZero();
  }

  @Test
  void a_failed_request_and_a_lost_link_fail() {
    assertThat(code(1, 0, CLEAN)).isEqualTo(1);
    assertThat(code(0, 0, LOSSY)).isEqualTo(1);
    assertThat(PlainLoad.health(new Soundness(figures(0, 0), 1, CLEAN)).exitCode()).isEqualTo(1);
  }

  @Test
  void a_missed_hundredth_and_an_unread_link_are_unknown_unless_something_is_lost() {
    assertThat(code(0, 10, CLEAN)).isEqualTo(2);
    assertThat(code(1, 10, CLEAN)).isEqualTo(2);
    assertThat(code(0, 0, UNREAD)).isEqualTo(2);
    assertThat(code(0, 10, LOSSY)).isEqualTo(1);
  }

  private static int code(long failed, long missed, Ledger ledger) {
    return PlainLoad.health(new Soundness(figures(failed, missed), 0, ledger)).exitCode();
  }

  private static Figures figures(long failed, long missed) {
    return new Figures(1000, 1000, missed, 1000 - failed, failed, 0, Map.of(), 1.0, 2.0, 3.0);
  }
}
