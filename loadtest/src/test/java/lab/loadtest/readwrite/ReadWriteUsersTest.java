package lab.loadtest.readwrite;

import static lab.loadtest.readwrite.ToyThings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import lab.loadtest.NotSeeded;
import lab.loadtest.gatling.Outcome;
import lab.loadtest.gatling.Reply;
import lab.loadtest.ledger.Ledger;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadWriteUsersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ReadWriteSettings SETTINGS =
      new ReadWriteSettings(10.0, PATIENCE, PATIENCE, 3, 1.0, 4, PATIENCE, PATIENCE, 1L);

  @TempDir Path folder;
  private final ToyThings toys;
  private ReadWriteUsers users;

  ReadWriteUsersTest() throws IOException {
    toys = new ToyThings();
  }

  @BeforeEach
  void open() throws IOException {
    users = new ReadWriteUsers(toys.uri(), folder, SETTINGS, toys);
  }

  @AfterEach
  void close() throws IOException {
    users.close();
    toys.close();
  }

  /** A toy's id is its key, so the most popular one is the one that was ordered first. */
  @Test
  void seeded_things_are_in_the_ledger_and_the_first_is_read_most_often() throws Exception {
    seed();

    assertThat(Files.readAllLines(folder.resolve(Ledger.FILE))).hasSize(3);
    Map<String, Integer> reads = new ConcurrentHashMap<>();
    LongStream.range(0, 1000)
        .mapToObj(users::rehearsal)
        .forEach(read -> reads.merge(((Read) read).content(), 1, Integer::sum));
    assertThat(reads).containsOnlyKeys("colour 1", "colour 2", "colour 3");
    assertThat(reads.get("colour 1")).isGreaterThan(Objects.requireNonNull(reads.get("colour 3")));
  }

  @Test
  void a_failed_write_is_repeated_under_its_key() throws Exception {
    Map<String, Boolean> tried = new ConcurrentHashMap<>();
    toys.script = request -> tried.putIfAbsent(request, true) == null ? "503 later" : made(request);
    users.seed(toys.client);

    assertThat(toys.seen).hasSize(6);
    assertThat(tried).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve(Ledger.FILE))).hasSize(3);
  }

  @Test
  void a_service_that_creates_nothing_is_reported_with_its_response() {
    toys.script = _ -> "500 " + "no".repeat(200);

    assertThatThrownBy(() -> users.seed(toys.client))
        .isInstanceOf(NotSeeded.class)
        .hasMessageStartingWith("The toys to read could not be created: POST " + toys.uri())
        .hasMessageContaining("/toys failed 5 times, last with status-500: ")
        .hasMessageEndingWith("no".repeat(100) + "…")
        .hasMessageNotContaining("no".repeat(101));
  }

  @Test
  void every_fifth_arrival_writes_something_new() throws Exception {
    seed();

    assertThat(LongStream.range(0, 10).mapToObj(users::operation))
        .containsExactly(
            "read", "read", "read", "read", "write", "read", "read", "read", "read", "write");
    for (long arrival = 0; arrival < 10; arrival++) {
      assertThat(users.request(arrival).operation()).isEqualTo(users.operation(arrival));
    }
    assertThat(List.of(users.request(4), users.request(4)))
        .doesNotHaveDuplicates()
        .allMatch(request -> request instanceof Write);
    assertThat(users.request(3)).isEqualTo(users.request(3));
  }

  @Test
  void acknowledged_things_are_read_from_then_on_and_unknown_ones_are_counted() throws Exception {
    var write = (Write) users.request(4);

    assertThat(users.finish(write, new Reply.Answer(201, null, json("9", write.content())), 7))
        .isEqualTo(new Outcome.Right());
    assertThat(users.rehearsal(0)).isEqualTo(new Read("9", write.content()));
    assertThat(folder.resolve(Ledger.FILE))
        .content()
        .contains("\"id\":\"9\"", write.key(), "\"at\":7");
    assertThat(users.finish(write, new Reply.None("timeout"), 8))
        .isEqualTo(new Outcome.Failed("timeout"));
    assertThat(users.finish(new Read("9", "red"), new Reply.None("timeout"), 8))
        .isEqualTo(new Outcome.Failed("timeout"));
    assertThat(users.finish(write, new Reply.Answer(400, null, ""), 8))
        .isEqualTo(new Outcome.Failed("status-400"));

    toys.script = request -> request.startsWith("GET") ? "200 " + json("9", "odd") : made(request);
    assertThat(users.readBack())
        .containsEntry("acknowledged", 1.0)
        .containsEntry("stale", 1.0)
        .containsEntry("unanswered", 1.0)
        .containsEntry("lost", 0.0);
  }

  @Test
  void a_rehearsal_is_a_read() throws Exception {
    seed();

    var plain = users.plain(users.rehearsal(0));
    assertThat(plain.method()).isEqualTo("GET");
    assertThat(plain.uri().getPath()).startsWith("/toys/load-");
    assertThat(plain.timeout()).contains(PATIENCE);
  }

  private void seed() throws Exception {
    toys.script = ReadWriteUsersTest::made;
    users.seed(toys.client);
  }

  private static String made(String request) {
    String[] parts = request.split(" ", 4);
    return "201 " + parts[3].replace("{", "{\"id\":\"" + parts[2] + "\",");
  }
}
