package lab.protocol;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a load of requests measured; the content of {@code samples.json}. Requests are counted in
 * the second in which they were <em>due</em>. Latency is in microseconds from the due time, of
 * correct responses only.
 *
 * @param startedAt epoch milliseconds of the beginning of the measured part
 * @param failures each with its exact time; if there are very many, only the first ones and the
 *     very last
 * @param slow correct responses slower than the plan's {@code slowMillis}, limited in the same way
 * @param failuresOmitted how many failures are not listed
 * @param cpuMillis CPU time that the load generator used
 */
public record Samples(
    long startedAt,
    List<Second> seconds,
    List<Moment> failures,
    List<Moment> slow,
    long failuresOmitted,
    long slowOmitted,
    WarmUp warmUp,
    long cpuMillis) {

  /** The name of this file in the folder of a run. */
  public static final String FILE = "samples.json";

  /** Kinds of failure where the response was not missing but wrong. */
  private static final Set<String> WRONG = Set.of("wrong-answer", "not-found");

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One second of the measured part.
   *
   * @param intended arrivals due in this second
   * @param sent how many of those were sent at all
   * @param late how many of the sent ones were sent too late; see {@link Lateness}
   * @param operations by name
   */
  public record Second(
      int second, long intended, long sent, long late, Map<String, Operation> operations) {
    /** A second that contains only these failures. */
    public static Second ofFailures(int second, Map<String, Operation> failed) {
      long all = failed.values().stream().mapToLong(Operation::failures).sum();
      return new Second(second, all, all, 0, failed);
    }

    /** This second without the given failures. */
    public Second without(Second failures) {
      Map<String, Operation> left = new TreeMap<>(operations);
      failures.operations.forEach(
          (name, part) -> left.computeIfPresent(name, (_, whole) -> whole.without(part.failed())));
      return new Second(second, intended - failures.intended, sent - failures.sent, late, left);
    }
  }

  /**
   * The outcomes of the requests of one kind.
   *
   * @param failed number of failures by kind
   * @param histogram latencies of the correct responses: an HdrHistogram, V2 compressed, in base64;
   *     empty if there are none
   */
  public record Operation(long ok, Map<String, Long> failed, String histogram) {
    /** An operation with these latencies and failures. */
    public static Operation of(AbstractHistogram latency, Map<String, Long> failed) {
      ByteBuffer buffer = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
      int length = latency.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
      byte[] bytes = new byte[length];
      buffer.flip().get(bytes, 0, length);
      String encoded = Base64.getEncoder().encodeToString(bytes);
      return new Operation(latency.getTotalCount(), new TreeMap<>(failed), encoded);
    }

    /** The number of failures of all kinds. */
    public long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of failures that are wrong responses. */
    public long wrong() {
      return Samples.wrong(failed);
    }

    private Operation without(Map<String, Long> failures) {
      Map<String, Long> left = new TreeMap<>(failed);
      failures.forEach((kind, count) -> left.merge(kind, -count, Long::sum));
      left.values().removeIf(count -> count == 0);
      return new Operation(ok, left, histogram);
    }

    /** The latencies of the correct responses, in microseconds. */
    public Histogram decoded() {
      if (histogram.isEmpty()) {
        return new Histogram(3);
      }
      try {
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(histogram));
        return Histogram.decodeFromCompressedByteBuffer(buffer, 0);
      } catch (DataFormatException | IllegalArgumentException | BufferUnderflowException e) {
        throw new IllegalStateException("a histogram of the load generator cannot be read", e);
      }
    }
  }

  /**
   * One request that is recorded with its exact time.
   *
   * @param at epoch milliseconds at which the request was due
   * @param kind of failure, or {@code slow}
   * @param micros time from then until its response or failure, in microseconds
   */
  public record Moment(long at, String operation, String kind, long micros) {
    /** Epoch milliseconds of its response or failure; truncated, so up to 2 ms early. */
    public long end() {
      return at + micros / 1_000;
    }
  }

  /**
   * The load before the measured part. Its latency does not count, but a wrong response always
   * does.
   */
  public record WarmUp(long sent, long ok, Map<String, Long> failed) {
    /** The number of failures that are wrong responses. */
    public long wrong() {
      return Samples.wrong(failed);
    }
  }

  private static long wrong(Map<String, Long> failed) {
    return WRONG.stream().mapToLong(kind -> failed.getOrDefault(kind, 0L)).sum();
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    Files.write(file, JSON.writeValueAsBytes(this));
  }

  /** Reads such a file. */
  public static Samples read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Samples.class);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }
}
