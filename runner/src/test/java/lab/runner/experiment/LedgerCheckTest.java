package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lab.runner.experiment.LedgerCheck.Create;
import org.junit.jupiter.api.Test;

class LedgerCheckTest {
  private static final Create ONE = new Create("aaaaaaa", "https://example.com/1", "key-1");
  private static final Create TWO = new Create("bbbbbbb", "https://example.com/2", "key-2");

  @Test
  void different_links_do_not_contradict_each_other_nor_does_a_repeated_acknowledgement() {
    assertThat(LedgerCheck.contradictions(List.of(ONE, TWO, ONE))).isZero();
  }

  @Test
  void one_code_for_two_urls_is_a_duplicate() {
    Create same = new Create(ONE.code(), "https://example.com/3", "key-3");
    assertThat(LedgerCheck.contradictions(List.of(ONE, TWO, same))).isEqualTo(1);
  }

  @Test
  void two_codes_for_one_key_are_a_duplicate() {
    Create again = new Create("ccccccc", ONE.url(), ONE.key());
    assertThat(LedgerCheck.contradictions(List.of(ONE, TWO, again))).isEqualTo(1);
  }

  @Test
  void a_gateway_that_does_not_answer_leaves_the_links_unread_not_lost() throws Exception {
    var nobody = java.net.URI.create("http://127.0.0.1:1");
    Result.Ledger ledger = new LedgerCheck(nobody).check(List.of(ONE), 4);

    assertThat(ledger).isEqualTo(new Result.Ledger(1, 0, 0, 0, null, 4, 1));
  }
}
