package lab.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Event.What;
import lab.protocol.Plan;
import lab.protocol.Wire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class RunnerStageTest {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PipedOutputStream toStage = new PipedOutputStream();
  private RunnerStage stage;

  /** The questions that contain this text fail; empty for none. */
  private volatile String trouble = "";

  private final class Runner extends PrintStream {
    private final PrintStream answers = new PrintStream(toStage, true, UTF_8);

    Runner() {
      super(new ByteArrayOutputStream());
    }

    @Override
    public void println(String line) {
      Event event = Wire.read(line, Event.class);
      events.add(event);
      if (event instanceof Event.Ask(long id, What what, List<String> of)) {
        answers.println("no answer");
        Wire.tell(answers, new Answer(id + 1_000, null, List.of("to no question")));
        boolean fails = !trouble.isEmpty() && (what + " " + of).contains(trouble);
        Wire.tell(answers, new Answer(id, fails ? "it does not want to" : null, said(what, of)));
      }
    }
  }

  private static List<String> said(What what, List<String> of) {
    return switch (what) {
      case NODES -> List.of(of.getFirst() + "-1", of.getFirst() + "-2");
      case ACTUATOR ->
          List.of(
              of.getLast().equals("liveheap")
                  ? "{\"bytes\":1000}"
                  : "process_cpu_time_ns_total 1.5e9\n");
      case KILL, STOP, START, CALM -> List.of();
    };
  }

  @BeforeEach
  void open() throws IOException {
    var live = new Plan.Live(URI.create("http://m/"), "e", "a");
    var plan =
        new Plan("toy", JsonNodeFactory.instance.nullNode(), URI.create("http://g"), 7, live);
    stage = new RunnerStage(plan, Path.of("folder"), new Runner());
    stage.listen(new PipedInputStream(toStage, 65_536), ended::countDown);
  }

  @Test
  void takes_its_properties_from_the_plan() {
    assertThat(stage.gateway()).isEqualTo(URI.create("http://g"));
    assertThat(stage.folder()).isEqualTo(Path.of("folder"));
    assertThat(stage.slowMillis()).isEqualTo(7);
    assertThat(stage.live().orElseThrow().arm()).isEqualTo("a");
  }

  @Test
  void asks_the_runner_and_returns_its_answers() {
    assertThat(stage.nodes("redis")).containsExactly("redis-1", "redis-2");
    assertThat(stage.metrics("a").sum("process_cpu_time_ns_total")).isEqualTo(1.5e9);
    assertThat(stage.cpuSeconds(List.of("a", "b"))).isEqualTo(3);
    assertThat(stage.liveHeap(List.of("a", "b"))).isEqualTo(2000);
    stage.calm();

    assertThat(events)
        .contains(
            new Event.Ask(1, What.NODES, List.of("redis")),
            new Event.Ask(2, What.ACTUATOR, List.of("a", "prometheus")),
            new Event.Ask(7, What.CALM, List.of()));
  }

  @Test
  void what_cannot_be_done_is_reported_with_the_runners_message() {
    trouble = "KILL";

    assertThatThrownBy(() -> stage.kill("a")).hasMessage("it does not want to");
  }

  @Test
  void close_starts_what_is_down_even_in_an_interrupted_thread() {
    stage.kill("a");
    stage.stop("b");
    stage.start("b");
    events.clear();
    Thread.currentThread().interrupt();

    stage.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(events).containsExactly(new Event.Ask(4, What.START, List.of("a")));
    assertThatThrownBy(() -> stage.kill("a")).hasMessageContaining("stays as it is");
  }

  @Test
  void close_tries_all_nodes_and_names_those_that_stay_down() {
    stage.kill("a");
    stage.stop("b");
    trouble = "START [a]";
    events.clear();

    assertThatThrownBy(stage::close).hasMessage("not started again: a (it does not want to)");
    assertThat(events).filteredOn(event -> event instanceof Event.Ask).hasSize(2);
  }

  @Test
  void the_start_is_reported_once_and_before_the_end() {
    stage.started(42);
    stage.started();
    stage.end(new Event.Measured(Map.of("a", 1.0)));

    assertThat(events).containsExactly(new Event.Started(42), new Event.Measured(Map.of("a", 1.0)));
  }

  @Test
  void a_workload_that_does_not_report_its_start_started_with_its_stage() {
    long before = System.currentTimeMillis();
    stage.end(new Event.Distrusted("no"));

    assertThat(events).hasSize(2).endsWith(new Event.Distrusted("no"));
    assertThat(((Event.Started) events.getFirst()).epochMillis()).isLessThanOrEqualTo(before);
  }

  @Test
  void notices_the_runners_end() throws Exception {
    toStage.close();

    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }
}
