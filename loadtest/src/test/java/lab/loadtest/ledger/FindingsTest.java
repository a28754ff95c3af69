package lab.loadtest.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lab.protocol.Measure;
import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void measures_use_the_terms_of_the_service() {
    var measures =
        Findings.measures(new Findings.Words("toys", "keys used twice", "toys of another colour"));

    assertThat(measures)
        .extracting(Measure::words)
        .containsExactly(
            "toys acknowledged",
            "acknowledged toys lost",
            "keys used twice",
            "toys of another colour",
            "creates without a conclusive answer",
            "acknowledged toys not read back");
    assertThat(measures)
        .extracting(Measure::kind)
        .containsExactly(
            Measure.Kind.FIGURE,
            Measure.Kind.INVARIANT,
            Measure.Kind.INVARIANT,
            Measure.Kind.INVARIANT,
            Measure.Kind.FIGURE,
            Measure.Kind.DOUBT);
  }

  @Test
  void every_measure_has_a_value() {
    var values = new Findings(1, 2, 3, 4, 5, 6).values();

    assertThat(values)
        .isEqualTo(
            Map.of(
                "acknowledged", 1.0,
                "lost", 2.0,
                "duplicated", 3.0,
                "stale", 4.0,
                "unanswered", 5.0,
                "unread", 6.0));
    assertThat(Findings.measures(new Findings.Words("toys", "", "")))
        .extracting(Measure::name)
        .containsExactlyInAnyOrderElementsOf(values.keySet());
  }
}
