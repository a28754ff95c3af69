package lab.loadtest.readwrite;

import static lab.loadtest.readwrite.ToyThings.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lab.loadtest.ledger.Found;
import lab.loadtest.ledger.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromisesReadBackTest {
  private static final Promise RED = new Promise("1", "red", "key-1", 1);

  private final ToyThings toys;
  private final PromisesReadBack reader;

  PromisesReadBackTest() throws IOException {
    toys = new ToyThings();
    reader = new PromisesReadBack(toys.uri(), toys);
  }

  @AfterEach
  void close() {
    reader.close();
    toys.close();
  }

  @Test
  void a_promise_is_read_and_written_again_under_its_own_key() throws Exception {
    answer("200 " + json("1", "red"), "201 " + json("1", "red"));

    assertThat(reader.find(RED)).isEqualTo(Found.RIGHT);
    assertThat(toys.seen).containsExactly("GET /toys/1", "POST /toys key-1 {\"colour\":\"red\"}");
  }

  @ParameterizedTest
  @CsvSource({"404, LOST", "410, LOST", "503, UNREAD", "200, STALE"})
  void a_promise_that_is_not_read_correctly_is_not_written_again(int status, Found found)
      throws Exception {
    toys.script = _ -> status + " " + json("1", "blue");

    assertThat(reader.find(RED)).isEqualTo(found);
    assertThat(toys.seen).containsExactly("GET /toys/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "201 {\"id\":\"2\",\"colour\":\"red\"} | DUPLICATED",
        "201 {} | DUPLICATED",
        "201 <html> | UNREAD",
        "200 {\"id\":\"1\",\"colour\":\"red\"} | UNREAD",
        "500 no | UNREAD"
      })
  void a_repeated_write_that_creates_another_one_is_a_duplicate(String answer, Found found)
      throws Exception {
    answer("200 " + json("1", "red"), answer);

    assertThat(reader.find(RED)).isEqualTo(found);
  }

  @Test
  void without_the_service_a_promise_is_unread() throws Exception {
    toys.close();

    assertThat(reader.find(RED)).isEqualTo(Found.UNREAD);
  }

  @Test
  void contradictions_are_counted() {
    assertThat(reader.contradictions(List.of(RED, new Promise("2", "red", "key-1", 2))))
        .isEqualTo(1);
  }

  private void answer(String read, String write) {
    Map<String, String> answers = Map.of("GET", read, "POST", write);
    toys.script = request -> answers.getOrDefault(request.split(" ", 2)[0], "500 no");
  }
}
