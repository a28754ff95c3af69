package lab.loadtest.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  record Promise(String what, int number) {}

  @TempDir Path folder;
  private Ledger<Promise> ledger;

  @BeforeEach
  void open() throws IOException {
    ledger = new Ledger<>(folder, Promise.class, 0);
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void every_promise_is_written_to_the_file_at_once() throws Exception {
    ledger.acknowledged(new Promise("a", 1));
    assertThat(folder.resolve(Ledger.FILE)).hasContent("{\"what\":\"a\",\"number\":1}");
    ledger.acknowledged(new Promise("b", 2));

    assertThat(ledger.promises()).containsExactly(new Promise("a", 1), new Promise("b", 2));
    assertThat(ledger.count()).isEqualTo(2);
  }

  @Test
  void counts_what_was_found_and_what_was_unanswered() throws Exception {
    Map<String, Found> found =
        Map.of(
            "a",
            Found.RIGHT,
            "b",
            Found.LOST,
            "c",
            Found.STALE,
            "d",
            Found.DUPLICATED,
            "e",
            Found.UNREAD);
    found.keySet().forEach(what -> ledger.acknowledged(new Promise(what, 1)));
    ledger.acknowledged(new Promise("b", 2));
    ledger.unanswered();
    ledger.unanswered();

    assertThat(ledger.readBack(promise -> found.get(promise.what())))
        .isEqualTo(new Findings(6, 2, 1, 1, 2, 1));
  }

  @Test
  void a_denial_or_a_missing_response_is_accepted_only_at_the_fifth_attempt() throws Exception {
    Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    for (String what : List.of("late", "lost", "silent", "stale")) {
      asked.put(what, new AtomicInteger());
      ledger.acknowledged(new Promise(what, 1));
    }

    Findings findings =
        ledger.readBack(promise -> {
          int times = asked.get(promise.what()).incrementAndGet();
          return switch (promise.what()) {
            case "late" -> times < 5 ? Found.LOST : Found.RIGHT;
            case "lost" -> times < 5 ? Found.UNREAD : Found.LOST;
            case "silent" -> Found.UNREAD;
            default -> Found.STALE;
          };
        });

    assertThat(findings).isEqualTo(new Findings(4, 1, 0, 1, 0, 1));
    assertThat(asked.get("stale")).hasValue(1);
    assertThat(asked.get("silent")).hasValue(5);
  }

  @Test
  void contradictions_count_as_duplicates() throws Exception {
    ledger.acknowledged(new Promise("a", 1));
    var reader =
        new Ledger.ReadBack<Promise>() {
          @Override
          public Found find(Promise promise) {
            return Found.DUPLICATED;
          }

          @Override
          public long contradictions(List<Promise> promises) {
            return 7 * promises.size();
          }
        };

    assertThat(ledger.readBack(reader).duplicated()).isEqualTo(8);
  }

  @Test
  void a_failing_reader_and_an_invalid_line_are_reported() throws Exception {
    ledger.acknowledged(new Promise("a", 1));
    assertThatThrownBy(() ->
            ledger.readBack(_ -> {
              throw new IllegalArgumentException("oh");
            }))
        .hasMessage("the ledger could not be read back");

    Files.writeString(folder.resolve(Ledger.FILE), "no json\n");
    assertThatThrownBy(() -> ledger.promises()).hasMessageContaining("no promise: no json");
  }
}
