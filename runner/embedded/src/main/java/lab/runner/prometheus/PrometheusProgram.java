package lab.runner.prometheus;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code prometheus} program of this machine: the one on PATH unless LAB_PROMETHEUS says
 * otherwise.
 */
public sealed interface PrometheusProgram {
  /** The environment variable that names a program, or is {@code off}. */
  String VARIABLE = "LAB_PROMETHEUS";

  /** A description for people. */
  String words();

  /** A program was found. */
  record Found(Path program) implements PrometheusProgram {
    private static final Pattern VERSION = Pattern.compile("version (\\d\\S*)");
    private static final long PATIENCE_SECONDS = 3;

    /** The version that the program reports; empty if it reports none. */
    public Optional<String> version() {
      try {
        var process =
            new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.empty();
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var version = VERSION.matcher(said);
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    @Override
    public String words() {
      return program.toString();
    }
  }

  /** The user has switched Prometheus off. */
  record Off() implements PrometheusProgram {
    @Override
    public String words() {
      return "off, as " + VARIABLE + " says";
    }
  }

  /** No program was found. */
  record Missing(String words) implements PrometheusProgram {}

  /** Looks for the program as the user's shell does. */
  static PrometheusProgram find(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (named.equals("off")) {
      return new Off();
    }
    if (!named.isEmpty()) {
      return executable(named)
          .<PrometheusProgram>map(Found::new)
          .orElseGet(
              () -> new Missing("not started: %s is %s, no program".formatted(VARIABLE, named)));
    }
    String path = environment.getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> folder + File.separator + "prometheus")
        .flatMap(program -> executable(program).stream())
        .findFirst()
        .<PrometheusProgram>map(Found::new)
        .orElseGet(() ->
            new Missing(
                "not on PATH: install it (Debian: apt install prometheus; macOS: brew install"
                    + " prometheus) and up again, to have dashboards' figures"));
  }

  private static Optional<Path> executable(String program) {
    try {
      return Optional.of(Path.of(program).toAbsolutePath())
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
