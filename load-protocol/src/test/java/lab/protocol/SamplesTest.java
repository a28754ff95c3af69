package lab.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import lab.protocol.Samples.Moment;
import lab.protocol.Samples.Operation;
import lab.protocol.Samples.Second;
import lab.protocol.Samples.WarmUp;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final Map<String, Long> FAILED =
      Map.of("wrong-answer", 1L, "not-found", 2L, "timeout", 4L, "status-502", 8L);

  @TempDir Path folder;

  @Test
  void are_read_as_they_were_written() throws IOException {
    Samples samples =
        new Samples(
            1_700_000_000_000L,
            List.of(
                new Second(0, 10, 9, 1, Map.of("read", Operation.of(latencies(500, 700), FAILED)))),
            List.of(new Moment(1_700_000_000_100L, "read", "timeout", 5_000_000)),
            List.of(new Moment(1_700_000_000_200L, "read", "slow", 2_000_000)),
            3,
            4,
            new WarmUp(100, 99, Map.of("timeout", 1L)),
            1_234);
    Path file = folder.resolve(Samples.FILE);

    samples.write(file);

    assertThat(Samples.read(file)).isEqualTo(samples);
  }

  @Test
  void a_file_that_is_none_is_named() throws IOException {
    Path file = folder.resolve(Samples.FILE);
    assertThatThrownBy(() -> Samples.read(file)).isInstanceOf(NoSuchFileException.class);

    Files.writeString(file, "{\"startedAt\": ");

    assertThatThrownBy(() -> Samples.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " cannot be read");
  }

  @Test
  void an_operation_has_the_latencies_and_failures_that_it_was_made_of() {
    Histogram latencies = latencies(500, 500, 7_000_000);

    Operation operation = Operation.of(latencies, FAILED);

    assertThat(operation.ok()).isEqualTo(3);
    assertThat(operation.failed()).isEqualTo(FAILED);
    assertThat(operation.failures()).isEqualTo(15);
    assertThat(operation.decoded()).isEqualTo(latencies);
    assertThat(operation.decoded().getCountAtValue(500)).isEqualTo(2);
  }

  @Test
  void wrong_answers_are_failures_of_two_kinds() {
    assertThat(Operation.of(latencies(), FAILED).wrong()).isEqualTo(3);
    assertThat(Operation.of(latencies(), Map.of("timeout", 1L)).wrong()).isZero();
    assertThat(new WarmUp(20, 5, FAILED).wrong()).isEqualTo(3);
    assertThat(new WarmUp(20, 19, Map.of("not-found", 1L)).wrong()).isEqualTo(1);
  }

  @Test
  void no_histogram_is_one_of_no_latencies() {
    Histogram decoded = new Operation(0, Map.of(), "").decoded();

    assertThat(decoded.getTotalCount()).isZero();
    assertThat(decoded.getNumberOfSignificantValueDigits()).isEqualTo(3);
  }

  @Test
  void a_histogram_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Operation(1, Map.of(), "!").decoded())
        .withMessage("a histogram of the load generator cannot be read")
        .withCauseInstanceOf(IllegalArgumentException.class);

    byte[] bytes = Base64.getDecoder().decode(Operation.of(latencies(500), Map.of()).histogram());
    bytes[8] = 0; // the first byte of the compressed part
    String damaged = Base64.getEncoder().encodeToString(bytes);
    assertThatIllegalStateException()
        .isThrownBy(() -> new Operation(1, Map.of(), damaged).decoded())
        .withMessage("a histogram of the load generator cannot be read")
        .withCauseInstanceOf(DataFormatException.class);
  }

  @Test
  void a_second_of_failures_has_nothing_else() {
    Operation read = new Operation(0, Map.of("timeout", 2L, "io", 1L), "");
    Operation write = new Operation(0, Map.of("timeout", 4L), "");

    assertThat(Second.ofFailures(5, Map.of("read", read, "write", write)))
        .isEqualTo(new Second(5, 7, 7, 0, Map.of("read", read, "write", write)));
  }

  @Test
  void without_failures_the_rest_is_left() {
    Second whole =
        new Second(
            5,
            20,
            19,
            2,
            Map.of(
                "read", new Operation(10, Map.of("timeout", 3L, "io", 1L), "h"),
                "write", new Operation(5, Map.of(), "i")));
    Second failures =
        Second.ofFailures(
            6,
            Map.of(
                "read", new Operation(0, Map.of("timeout", 2L, "io", 1L), ""),
                "delete", new Operation(0, Map.of("io", 1L), "")));

    assertThat(whole.without(failures))
        .isEqualTo(
            new Second(
                5,
                16,
                15,
                2,
                Map.of(
                    "read", new Operation(10, Map.of("timeout", 1L), "h"),
                    "write", new Operation(5, Map.of(), "i"))));
  }

  @Test
  void a_moment_ends_after_its_whole_milliseconds() {
    assertThat(new Moment(10, "read", "slow", 1_999).end()).isEqualTo(11);
    assertThat(new Moment(10, "read", "slow", 2_000).end()).isEqualTo(12);
  }

  private static Histogram latencies(long... micros) {
    Histogram latencies = new Histogram(3);
    for (long one : micros) {
      latencies.recordValue(one);
    }
    return latencies;
  }
}
