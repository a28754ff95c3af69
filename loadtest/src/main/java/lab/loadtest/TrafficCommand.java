package lab.loadtest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code traffic SYSTEM}: runs the {@link TrafficSimulator} of that name, with its options in
 * addition to the common ones. It calls itself {@code ./lab traffic}, because that command passes
 * its arguments on to it. Exit codes: 0 done, 1 failed, 64 wrong usage, 130 interrupted.
 */
@Command(
    name = "./lab traffic",
    mixinStandardHelpOptions = true,
    versionProvider = TrafficCommand.Version.class,
    usageHelpAutoWidth = true)
final class TrafficCommand implements Callable<Integer> {
  private static final int MISUSE = 64;
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  @Option(names = "--gateway", paramLabel = "URL", hidden = true)
  private @Nullable URI gateway;

  @Option(names = "--follow-parent", hidden = true)
  private boolean followsParent;

  @Mixin private final TrafficSimulator simulator;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final List<String> names;
  private final PositionalParamSpec system;

  private TrafficCommand(TrafficSimulator simulator, List<String> names) {
    this.simulator = simulator;
    this.names = names;
    this.system =
        PositionalParamSpec.builder()
            .index("0")
            .required(true)
            .type(String.class)
            .paramLabel("SYSTEM")
            .description(
                names.size() == 1
                    ? names.getFirst() + ", for now the only one."
                    : "One of " + String.join(", ", names) + ".")
            .build();
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse("unpackaged");
      return new String[] {
        "system-design-lab " + version,
        "JDK %s, %s %s"
            .formatted(
                Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
      };
    }
  }

  /**
   * The command with the options of the simulator that the arguments name; of the first one if they
   * name none.
   */
  static CommandLine commandLine(List<String> words) {
    List<TrafficSimulator> all = new ArrayList<>();
    ServiceLoader.load(TrafficSimulator.class).forEach(all::add);
    all.sort(Comparator.comparing(TrafficSimulator::name));
    List<String> names = all.stream().map(TrafficSimulator::name).toList();
    TrafficSimulator chosen =
        all.stream()
            .filter(each -> words.contains(each.name()))
            .findFirst()
            .orElseGet(all::getFirst);
    var command = new TrafficCommand(chosen, names);
    var spec = CommandSpec.forAnnotatedObject(command).add(command.system).add(docker());
    var line = new CommandLine(spec);
    var usage = line.getParameterExceptionHandler();
    return line.setParameterExceptionHandler(
            (failure, arguments) -> {
              var _ = usage.handleParseException(failure, arguments);
              return MISUSE;
            })
        .setExecutionExceptionHandler((failure, _, _) -> explained(failure));
  }

  /**
   * An option of {@code ./lab}, which has chosen the lab before this runs; accepted and ignored
   * here.
   */
  private static OptionSpec docker() {
    return OptionSpec.builder("--docker")
        .description("The lab as containers of a Compose project; for good with LAB_DOCKER=1.")
        .build();
  }

  private static int explained(Exception failure) {
    if (failure instanceof InterruptedException) {
      System.err.println("Interrupted.");
      return INTERRUPTED;
    }
    if (failure instanceof IOException) {
      System.err.println(
          "Failed: " + (failure.getMessage() == null ? failure : failure.getMessage()));
    } else {
      failure.printStackTrace();
    }
    return FAILED;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String named = String.valueOf(system.<Object>getValue());
    if (!named.equals(simulator.name())) {
      throw wrong("SYSTEM is '%s' and must be %s.".formatted(named, String.join(" or ", names)));
    }
    try {
      simulator.check();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    if (gateway == null) {
      throw wrong("Missing required option: '--gateway=URL'");
    }
    if (followsParent) {
      Thread.ofPlatform().daemon().name("parent").start(TrafficCommand::endWithParent);
    }
    return simulator.run(gateway, TrafficCommand::print);
  }

  /** The parent sends nothing on standard input; it ends when the parent does. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // treated like the end of the stream
    }
    Runtime.getRuntime().halt(LoadTest.ORPHANED);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static void print(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
