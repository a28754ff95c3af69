package lab.runner.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the load generator measured, as its {@code samples.json} has it: by the second in which a
 * request was due, latency in microseconds from the intended send time, right answers only.
 *
 * @param startedAt epoch milliseconds of the beginning of the measured part
 * @param slow right answers slower than the experiment's {@code slow}
 * @param unanswered creates of which nobody knows whether they took effect
 */
record Samples(
    long startedAt,
    List<Second> seconds,
    List<Moment> failures,
    List<Moment> slow,
    WarmUp warmUp,
    long acknowledged,
    long unanswered,
    long cpuMillis) {

  record Second(
      int second, long intended, long sent, long late, Operation reads, Operation writes) {
    /** These failures alone, as a second of nothing else. */
    static Second ofFailures(int second, Operation reads, Operation writes) {
      long all = reads.failures() + writes.failures();
      return new Second(second, all, all, 0, reads, writes);
    }

    /** What is left without such a part. */
    Second without(Second failures) {
      return new Second(
          second,
          intended - failures.intended,
          sent - failures.sent,
          late,
          reads.without(failures.reads.failed),
          writes.without(failures.writes.failed));
    }
  }

  /**
   * @param failed how many, by kind
   * @param histogram of the right answers; empty if there is none
   */
  record Operation(long ok, Map<String, Long> failed, String histogram) {
    long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    private Operation without(Map<String, Long> failures) {
      Map<String, Long> left = new TreeMap<>(failed);
      failures.forEach((kind, count) -> left.merge(kind, -count, Long::sum));
      left.values().removeIf(count -> count == 0);
      return new Operation(ok, left, histogram);
    }

    Histogram decoded() {
      if (histogram.isEmpty()) {
        return new Histogram(3);
      }
      try {
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(histogram));
        return Histogram.decodeFromCompressedByteBuffer(buffer, 0);
      } catch (DataFormatException | IllegalArgumentException e) {
        throw new IllegalStateException("a histogram of the load generator cannot be read", e);
      }
    }
  }

  /**
   * @param at epoch milliseconds at which the request was due
   * @param micros how long its answer, or its failure, took from then
   */
  record Moment(long at, String operation, String kind, long micros) {
    /** Epoch milliseconds at which its answer, or its failure, came; cut off, up to 2 ms early. */
    long end() {
      return at + micros / 1000;
    }
  }

  record WarmUp(long sent, long ok, Map<String, Long> failed) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Samples read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Samples.class);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }
}
