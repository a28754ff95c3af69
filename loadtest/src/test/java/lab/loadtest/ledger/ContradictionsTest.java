package lab.loadtest.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContradictionsTest {
  private static final Promise ONE = new Promise("1", "first", "key-1", 1);
  private static final Promise TWO = new Promise("2", "second", "key-2", 2);

  @Test
  void different_promises_and_repeated_acknowledgements_do_not_contradict() {
    assertThat(Contradictions.count(List.of(ONE, TWO, ONE))).isZero();
  }

  /** Two things may have the same content; only ids and keys are unique. */
  @Test
  void one_content_under_two_ids_is_no_contradiction() {
    var equal = new Promise("3", ONE.content(), "key-3", 3);
    assertThat(Contradictions.count(List.of(ONE, equal))).isZero();
  }

  @Test
  void one_id_for_two_contents_and_two_ids_for_one_key_are_contradictions() {
    var sameId = new Promise(ONE.id(), "third", "key-3", 3);
    var sameKey = new Promise("4", ONE.content(), ONE.key(), 4);
    var both = new Promise(ONE.id(), "fifth", TWO.key(), 5);

    assertThat(Contradictions.count(List.of(ONE, TWO, sameId))).isEqualTo(1);
    assertThat(Contradictions.count(List.of(ONE, TWO, sameKey))).isEqualTo(1);
    assertThat(Contradictions.count(List.of(ONE, TWO, both))).isEqualTo(1);
    assertThat(Contradictions.count(List.of(ONE, TWO, sameId, sameKey))).isEqualTo(2);
  }
}
