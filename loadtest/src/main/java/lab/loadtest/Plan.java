package lab.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What load to put on, as it stands in {@code plan.json}.
 *
 * @param baseUrl where the gateway answers, without a path
 * @param rate arrivals a second, reads and writes together, 1 to 20000
 * @param warmUpMillis load before the measured part; it counts in no figure
 * @param durationMillis the measured part
 * @param links how many links to create beforehand
 * @param zipf the exponent of the reads' popularity: 0 is uniform, 1 the classic law
 * @param readsPerWrite reads for each create; 100 means every 101st arrival creates a link
 * @param timeoutMillis an answer later than this is a failure of the kind {@code timeout}
 * @param lateMillis an arrival sent later than this after its due time counts as missed
 * @param slowMillis a right answer slower than this is listed with its exact time
 * @param seed of the choice of links
 * @param live who is told the figures while the load runs, if anybody
 */
public record Plan(
    String baseUrl,
    double rate,
    long warmUpMillis,
    long durationMillis,
    int links,
    double zipf,
    int readsPerWrite,
    long timeoutMillis,
    long lateMillis,
    long slowMillis,
    long seed,
    Optional<Live> live) {

  /**
   * Who is told the figures while the load runs.
   *
   * @param url takes them by PUT each second, in Prometheus' text format
   * @param experiment and {@code arm}: labels of every series
   */
  public record Live(URI url, String experiment, String arm) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  public Plan {
    within("rate", rate, 1, 20_000);
    within("warmUpMillis", warmUpMillis, 500, 600_000);
    within("durationMillis", durationMillis, 1_000, 3_600_000);
    within("links", links, 1, 1_000_000);
    within("zipf", zipf, 0, 5);
    within("readsPerWrite", readsPerWrite, 0, 1_000_000);
    within("timeoutMillis", timeoutMillis, 10, 60_000);
    within("lateMillis", lateMillis, 1, 10_000);
    within("slowMillis", slowMillis, 1, 60_000);
    if (!baseUrl.matches("https?://[^/?#]+")) {
      throw new IllegalArgumentException("baseUrl must be http://host:port without a path");
    }
  }

  /** Reads and checks a plan. */
  static Plan read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Plan.class);
    } catch (JacksonException e) {
      Throwable cause = e.getCause();
      String reason =
          cause instanceof IllegalArgumentException
              ? cause.getMessage()
              : e.getOriginalMessage() + " " + path(e);
      throw new IllegalArgumentException(reason, e);
    }
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .collect(Collectors.joining(".", "at ", ""));
  }

  URI uri(String path) {
    return URI.create(baseUrl + path);
  }

  Duration timeout() {
    return Duration.ofMillis(timeoutMillis);
  }

  /** As patient as the load; for what is sent beside it. */
  HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout())
        .build();
  }

  Duration injection() {
    return Duration.ofMillis(warmUpMillis + durationMillis);
  }

  long periodNanos() {
    return Math.round(1e9 / rate);
  }

  /** The index of the first arrival that counts. */
  long firstMeasured() {
    return Math.round(warmUpMillis * rate / 1000);
  }

  /** Whether this arrival creates a link: the last one of each cycle does. */
  boolean writes(long arrival) {
    return (arrival + 1) % cycle() == 0;
  }

  /** How many of the first {@code count} measured arrivals create a link. */
  long writesAmong(long count) {
    return (firstMeasured() + count) / cycle() - firstMeasured() / cycle();
  }

  private int cycle() {
    return readsPerWrite + 1;
  }

  /** How many arrivals are due in the measured part. */
  long measured() {
    return Math.round(durationMillis * rate / 1000);
  }

  private static void within(String key, long value, long least, long most) {
    within(key, (double) value, (double) least, (double) most);
  }

  private static void within(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s and must be from %s to %s"
              .formatted(key, plain(value), plain(least), plain(most)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
