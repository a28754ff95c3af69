package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Interruption;
import lab.runner.experiment.LoadTarget;
import lab.runner.lab.Live;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts an experiment's load on the lab or on any URL, without faults. */
@Command(
    name = "load",
    description =
        "Put an experiment's load on, without its faults: on the lab that is up, or on any URL.",
    footer = {
      "Exit code 0: nothing failed or was lost. 1: something did or was.",
      "2: unknown, for example because the load generator fell behind.",
      "Environment: LAB_URL (see --url), LAB_RESULTS (where the figures go)."
    })
final class LoadCommand extends LabCommand {
  private static final URI MONITOR_INSIDE = URI.create("http://monitor:8090");
  private static final String ORIGIN = "https?://[^/?#@\\s]+";

  @Parameters(paramLabel = "EXPERIMENT", description = "One of ./lab experiments.")
  private String name = "";

  @Option(names = "--short", description = "The short form of the load.")
  private boolean shortForm;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the gateway answers, without a path; then no lab need be up. Default: LAB_URL or,"
              + " if that is not set, the lab that is up.")
  private String url = System.getenv().getOrDefault("LAB_URL", "");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var experiments = new Experiments(home);
    var runs = new ExperimentRuns(home, experiments.loadGenerator().command());
    var experiment = experiments.experiment(name, shortForm);
    if (!experiment.hasSeries()) {
      throw new Failure("'%s' puts no load on that would mean anything by itself.".formatted(name));
    }
    String origin = url.replaceFirst("/$", "");
    var lab = origin.isEmpty() ? Optional.of(lab()) : labAt(origin);
    if (lab.isEmpty()) {
      return runs.load(experiment, shortForm, target(origin));
    }
    String what = way().command() + " load " + name + (shortForm ? " --short" : "");
    try (var hold = lab.get().take(what, false, new Interruption())) {
      return runs.load(
          experiment, shortForm, new LoadTarget(lab.get().gateway(), hold.lab().live()));
    }
  }

  /** The lab that is up here, if the origin is that of its gateway. */
  private Optional<UpLab> labAt(String origin) throws IOException {
    if (isDocker()) {
      return Optional.empty(); // a load on a URL does not need containers
    }
    return way()
        .lab()
        .filter(lab ->
            origin
                .replaceFirst("//(127\\.0\\.0\\.1|\\[::1])", "//localhost")
                .equals(lab.gateway().toString()));
  }

  private LoadTarget target(String origin) {
    if (!origin.matches(ORIGIN)) {
      throw new ParameterException(
          spec.commandLine(), "The URL is '%s' and must be http://host:port.".formatted(url));
    }
    boolean inNetwork = !System.getenv().getOrDefault("LAB_IN_NETWORK", "").isEmpty();
    return new LoadTarget(
        URI.create(origin),
        inNetwork ? Optional.of(Live.of(MONITOR_INSIDE, "")) : Optional.empty());
  }
}
