package lab.loadtest.queuetracker.traffic;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lab.loadtest.TrafficSimulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Simulates people in the lines of the queue tracker on a plausible day. */
@Command(
    description =
        "Let people join lines, be served, lose patience or not show up, on the lab that is up.",
    footer = "Ends after --for or with Ctrl-C, and then prints a summary.")
@AutoService(TrafficSimulator.class)
public final class QueueTraffic implements TrafficSimulator {
  private static final int MAX_PLACES = 100_000;
  private static final int MAX_RATE = 1_000;

  @Option(
      names = "--places",
      defaultValue = "1000",
      description = "How many of the places to use, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int places;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      defaultValue = "1x",
      converter = Speed.class,
      description = "How fast the day passes, for example 10x; up to 1000x (default: 1x).")
  private double speed;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Time.class,
      description = "How long to run, for example 90s or 5m (default: until Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--at",
      paramLabel = "HH:MM",
      description = "The time of day, UTC, at which to begin (default: now).")
  private LocalTime at = LocalTime.now(ZoneOffset.UTC);

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Maximum requests per second, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same customers (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** {@code 10x} or {@code 10}: above 0, up to 1000. */
  static final class Speed implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.matches("\\d{1,4}(\\.\\d{1,3})?x?")) {
        double speed = Double.parseDouble(text.replace("x", ""));
        if (speed > 0 && speed <= 1_000) {
          return speed;
        }
      }
      throw new TypeConversionException(
          "'%s' must be above 0x and at most 1000x, for example 10x".formatted(text));
    }
  }

  /** {@code 90s}, {@code 5m}, {@code 2h}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (text.matches("[1-9]\\d{0,5}[smhSMH]")) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      }
      throw new TypeConversionException(
          "'%s' must be a time such as 90s, 5m or 2h".formatted(text));
    }
  }

  @Override
  public String name() {
    return "queue-tracker";
  }

  @Override
  public void check() {
    within("--places", places, MAX_PLACES);
    within("--rate", rate, MAX_RATE);
  }

  @Override
  public int run(URI gateway, Consumer<String> print) throws IOException, InterruptedException {
    var settings = new Traffic.Settings(places, speed, rate, seed, at);
    try (var traffic = new Traffic(gateway, settings)) {
      print.accept(
          "%,d places on %s, the day %sx as fast%s"
              .formatted(traffic.places(), gateway, plain(traffic.speed()), slower(traffic)));
      run(traffic, print);
    }
    return 0;
  }

  private String slower(Traffic traffic) {
    return traffic.speed() < speed
        ? " and not %sx: --rate %d allows no more".formatted(plain(speed), rate)
        : "";
  }

  private static String plain(double number) {
    return "%.2f".formatted(number).replaceFirst("\\.?0+$", "");
  }

  /** Ctrl-C is the normal way to end it: it prints a summary and exits with code 0. */
  private void run(Traffic traffic, Consumer<String> print) throws InterruptedException {
    var hook =
        new Thread(
            () -> {
              traffic.stop();
              print.accept("\n" + summary(traffic.totals()));
              Runtime.getRuntime().halt(0);
            },
            "summary");
    Runtime.getRuntime().addShutdownHook(hook);
    var second = new AtomicLong();
    traffic.run(time, totals -> print.accept(line(second.incrementAndGet(), totals)));
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.join(); // Ctrl-C came first
    }
    print.accept(summary(traffic.totals()));
  }

  private static String line(long second, Totals totals) {
    return "%5d s  %s".formatted(second, figures(totals));
  }

  private static String summary(Totals totals) {
    return "In all  " + figures(totals);
  }

  private static String figures(Totals totals) {
    return "%,7d joined %,7d served %,5d no-shows %,5d left %,5d errors"
        .formatted(
            totals.joined(), totals.served(), totals.noShows(), totals.left(), totals.errors());
  }

  private static void within(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is %d and must be within 1 and %d.".formatted(option, value, most));
    }
  }
}
