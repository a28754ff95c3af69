package lab.runner.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor.Step;
import lab.runner.descriptor.Service;
import lab.runner.service.Exercise;
import lab.yaml.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Sends the requests of the training, so that every service of the lab that is up has something to
 * do.
 */
@Command(
    name = "exercise",
    description =
        "Send the example requests of every service that is up, again and again: to warm it up, or"
            + " to give every chart something to draw.")
final class ExerciseCommand extends LabCommand {
  private static final long BETWEEN_MILLIS = 1_000;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Time.class,
      description = "How long, for example 90s or 5m (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ZERO;

  /** Parses a duration as written in the YAML files. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var lab = lab();
    var kinds = lab.kinds();
    List<Service> services =
        Catalog.of(home.sources()).services().stream()
            .filter(service -> kinds.contains(service.name()))
            .toList();
    if (services.isEmpty()) {
      throw new Failure("The lab that is up has no service.");
    }
    List<List<Step>> requests = new ArrayList<>();
    services.forEach(service -> requests.add(service.descriptor().training().requests()));
    var exercise = new Exercise(lab.gateway().getAuthority());
    long end = System.nanoTime() + time.toNanos();
    do {
      exercise.run(requests);
      Thread.sleep(BETWEEN_MILLIS);
    } while (System.nanoTime() < end);
    print("Exercised: " + String.join(", ", services.stream().map(Service::name).toList()));
    return 0;
  }
}
