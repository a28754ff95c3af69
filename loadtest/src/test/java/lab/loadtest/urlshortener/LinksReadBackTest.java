package lab.loadtest.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import lab.loadtest.ledger.Findings;
import lab.loadtest.ledger.Found;
import lab.loadtest.ledger.Ledger;
import lab.loadtest.ledger.Promise;
import lab.loadtest.readwrite.PromisesReadBack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksReadBackTest {
  private static final Promise ONE = new Promise("aaaaaaa", "https://example.com/1", "key-1", 1);
  private static final Promise TWO = new Promise("bbbbbbb", "https://example.com/2", "key-2", 2);

  @TempDir Path folder;
  private final PromisesReadBack nobody = reader("http://127.0.0.1:1");

  @Test
  void different_links_and_repeated_acknowledgements_do_not_contradict() {
    assertThat(nobody.contradictions(List.of(ONE, TWO, ONE))).isZero();
  }

  @Test
  void one_code_for_two_urls_is_a_duplicate() {
    Promise same = new Promise(ONE.id(), "https://example.com/3", "key-3", 3);
    assertThat(nobody.contradictions(List.of(ONE, TWO, same))).isEqualTo(1);
  }

  @Test
  void two_codes_for_one_key_are_a_duplicate() {
    Promise again = new Promise("ccccccc", ONE.content(), ONE.key(), 3);
    assertThat(nobody.contradictions(List.of(ONE, TWO, again))).isEqualTo(1);
  }

  @Test
  void without_a_response_a_link_is_unread_and_not_lost() throws Exception {
    assertThat(nobody.find(ONE)).isEqualTo(Found.UNREAD);
  }

  /** Five links: one is kept, and each of the others has a different fate. */
  @Test
  void finds_what_became_of_each_link() throws Exception {
    try (ToyShortener toy = ToyShortener.start();
        PromisesReadBack reader = reader(toy.baseUrl());
        Ledger<Promise> ledger = new Ledger<>(folder, Promise.class)) {
      for (String code : List.of("kept", "lost", "moved", "doubled", "broken")) {
        ledger.acknowledged(toy.create(code));
      }
      ledger.unanswered();
      toy.forget("lost");
      toy.redirect("moved", "https://elsewhere.example/");
      toy.forgetKey("doubled");
      toy.breakDown("broken");

      assertThat(ledger.readBack(reader)).isEqualTo(new Findings(5, 1, 1, 1, 1, 1));
    }
  }

  @Test
  void a_repeated_create_that_fails_or_is_garbled_is_unread() throws Exception {
    try (ToyShortener toy = ToyShortener.start();
        PromisesReadBack reader = reader(toy.baseUrl())) {
      Promise create = toy.create("kept");
      toy.createStatus = 503;
      assertThat(reader.find(create)).isEqualTo(Found.UNREAD);
      toy.createStatus = 0;
      toy.garbled = true;
      assertThat(reader.find(create)).isEqualTo(Found.UNREAD);
      toy.garbled = false;
      assertThat(reader.find(create)).isEqualTo(Found.RIGHT);
    }
  }

  private static PromisesReadBack reader(String gateway) {
    return new PromisesReadBack(URI.create(gateway), new Links());
  }
}
