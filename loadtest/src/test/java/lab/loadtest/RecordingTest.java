package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lab.loadtest.Arrival.Link;
import lab.loadtest.Arrival.Read;
import lab.loadtest.Arrival.Write;
import lab.loadtest.Recording.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Link LINK = new Link("abcdefg", "https://example.com/a");

  @TempDir Path folder;
  private final Plan plan = Plans.plan(); // 100 a second; late and slow from 100 ms on
  private final Schedule schedule = new Schedule(plan, 1_000_000, 0);
  private final Recording recording = new Recording(plan, schedule);

  @Test
  void an_arrival_is_late_if_it_is_sent_long_after_it_was_due() throws Exception {
    schedule.warmUp(0, 0);
    recording.sent(read(100, 100 * MILLI));
    recording.sent(read(101, 101 * MILLI));

    Samples samples = samples();
    assertThat(samples.seconds()).hasSize(2);
    assertThat(samples.seconds().getFirst().intended()).isEqualTo(100);
    assertThat(samples.seconds().getFirst().sent()).isEqualTo(2);
    assertThat(samples.seconds().getFirst().late()).isEqualTo(1);
  }

  @Test
  void counts_by_second_operation_and_kind_and_lists_failed_and_slow_moments() throws Exception {
    schedule.warmUp(0, 0);
    recording.ok(read(100, 0), 1_500);
    recording.ok(read(250, 0), 100_001);
    recording.failed(read(201, 0), "status-502", 700);
    recording.failed(write(110), "timeout", 5_000_000);

    Samples samples = samples();
    assertThat(samples.seconds().get(0).reads().ok()).isEqualTo(1);
    assertThat(samples.seconds().get(0).writes().failed()).containsEntry("timeout", 1L);
    assertThat(samples.seconds().get(1).reads().failed()).containsEntry("status-502", 1L);
    assertThat(samples.failures())
        .containsExactly(
            new Recording.Moment(1_002_010, "read", "status-502", 700),
            new Recording.Moment(1_001_100, "write", "timeout", 5_000_000));
    assertThat(samples.slow())
        .containsExactly(new Recording.Moment(1_002_500, "read", "slow", 100_001));
  }

  @Test
  void the_warm_up_counts_in_no_figure_but_its_failures_are_told() throws Exception {
    Arrival warm = new Arrival(3, false, 0, 0, new Read(LINK));
    recording.sent(warm);
    recording.failed(warm, "wrong-answer", 100);
    schedule.warmUp(0, 0);

    Samples samples = samples();
    assertThat(samples.warmUp().sent()).isEqualTo(1);
    assertThat(samples.warmUp().failed()).containsEntry("wrong-answer", 1L);
    assertThat(samples.failures()).isEmpty();
    assertThat(samples.seconds()).allSatisfy(second -> assertThat(second.sent()).isZero());
  }

  @Test
  void the_list_of_failures_is_bounded_and_keeps_the_last() throws Exception {
    schedule.warmUp(0, 0);
    for (int i = 0; i < Recording.LIST_BOUND + 5; i++) {
      recording.failed(read(100 + i % 200, 0), "connection", i);
    }
    recording.failed(read(299, 0), "connection", 1);

    Samples samples = samples();
    assertThat(samples.failures()).hasSize(Recording.LIST_BOUND);
    assertThat(samples.failuresOmitted()).isEqualTo(6);
    assertThat(samples.failures().getLast().at()).isEqualTo(1_002_990);
  }

  @Test
  void every_acknowledged_create_is_in_the_file_at_once() throws Exception {
    Path file = folder.resolve("acknowledged.ndjson");
    try (Acknowledgements creates = new Acknowledgements(file)) {
      creates.acknowledged(LINK, "key-1", 42);
      assertThat(Files.readAllLines(file))
          .containsExactly(
              "{\"code\":\"abcdefg\",\"url\":\"https://example.com/a\",\"key\":\"key-1\",\"at\":42}");
    }
  }

  private Samples samples() throws Exception {
    try (Acknowledgements creates = new Acknowledgements(folder.resolve("creates.ndjson"))) {
      return recording.samples(creates, 0);
    }
  }

  private Arrival read(long index, long lateNanos) {
    long due = schedule.due(index);
    return new Arrival(index, true, due, due + lateNanos, new Read(LINK));
  }

  private Arrival write(long index) {
    long due = schedule.due(index);
    return new Arrival(index, true, due, due, new Write(LINK.url(), "key"));
  }
}
