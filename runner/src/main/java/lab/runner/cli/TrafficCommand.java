package lab.runner.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import lab.runner.experiment.Interruption;
import lab.runner.traffic.Totals;
import lab.runner.traffic.Traffic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Moves the lines of the queue tracker, as a plausible day would. */
@Command(
    name = "traffic",
    description =
        "Let people join lines, be served, lose patience and not show up, on the lab that is up.",
    footer = "Ends after --for or with Ctrl-C, and says then what was done.")
final class TrafficCommand extends LabCommand {
  private static final String QUEUE_TRACKER = "queue-tracker";
  private static final int MAX_PLACES = 100_000;
  private static final int MAX_RATE = 1_000;

  @Parameters(paramLabel = "SYSTEM", description = "queue-tracker, for now the only one.")
  private String system = "";

  @Option(
      names = "--places",
      defaultValue = "1000",
      description = "The first so many, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int places;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      defaultValue = "1x",
      converter = Speed.class,
      description = "How fast the day goes, for example 10x; up to 1000x (default: 1x).")
  private double speed;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Time.class,
      description = "How long, for example 90s or 5m (default: until Ctrl-C).")
  private @Nullable Duration time;

  @Option(
      names = "--at",
      paramLabel = "HH:MM",
      description = "The time of day, UTC, at which the day begins (default: now).")
  private LocalTime at = LocalTime.now(ZoneOffset.UTC);

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Requests a second at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Equal seeds bring equal customers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

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
  public Integer call() throws IOException, InterruptedException {
    require(system.equals(QUEUE_TRACKER), "SYSTEM is '" + system + "' and must be queue-tracker.");
    within("--places", places, MAX_PLACES);
    within("--rate", rate, MAX_RATE);
    var lab = lab();
    var gateway = lab.gateway();
    var settings = new Traffic.Settings(places, speed, rate, seed, at);
    String what = way().command() + " traffic " + system;
    try (var _ = lab.take(what, false, new Interruption());
        var traffic = new Traffic(gateway, settings)) {
      print(
          "%,d places on %s, the day %sx as fast%s"
              .formatted(traffic.places(), gateway, plain(traffic.speed()), slower(traffic)));
      run(traffic);
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

  /** Ctrl-C is how it is meant to end: a summary and exit code 0. */
  private void run(Traffic traffic) throws InterruptedException {
    var hook =
        new Thread(
            () -> {
              traffic.stop();
              print("\n" + summary(traffic.totals()));
              Runtime.getRuntime().halt(0);
            },
            "summary");
    Runtime.getRuntime().addShutdownHook(hook);
    var second = new AtomicLong();
    traffic.run(time, totals -> print(line(second.incrementAndGet(), totals)));
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.join(); // Ctrl-C came first
    }
    print(summary(traffic.totals()));
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

  private void within(String option, int value, int most) {
    require(
        value >= 1 && value <= most,
        "%s is %d and must be within 1 and %d.".formatted(option, value, most));
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
