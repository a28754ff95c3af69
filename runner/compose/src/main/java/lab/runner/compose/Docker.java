package lab.runner.compose;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the {@code docker} command, with a time limit for each call. */
final class Docker {
  /** The time limit for calls that the engine answers or carries out at once. */
  static final Duration SOON = Duration.ofSeconds(20);

  private final Path folder;

  /**
   * @param folder where the command runs
   */
  Docker(Path folder) {
    this.folder = folder;
  }

  /**
   * The outcome of a call.
   *
   * @param exit its exit code, or -1 if it was ended because its time was up
   */
  record Answer(int exit, String output, String errors) {
    boolean isGood() {
      return exit == 0;
    }

    /** The last line of its output, from standard error if there is any. */
    String lastWords() {
      var lines = (errors.isBlank() ? output : errors).strip().lines().toList();
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
  }

  /**
   * The output of a call that must succeed.
   *
   * @throws ComposeTrouble with the call and its last line of output if it fails
   */
  String run(String... arguments) {
    return run(SOON, List.of(arguments));
  }

  String run(Duration limit, List<String> arguments) {
    return run(limit, arguments, Map.of());
  }

  String run(Duration limit, List<String> arguments, Map<String, String> variables) {
    var answer = ask(limit, arguments, new byte[0], variables);
    if (!answer.isGood()) {
      throw new ComposeTrouble(
          "docker %s: %s".formatted(String.join(" ", arguments), answer.lastWords()));
    }
    return answer.output();
  }

  Answer ask(Duration limit, List<String> arguments) {
    return ask(limit, arguments, new byte[0], Map.of());
  }

  /**
   * @param input the call's standard input
   * @param variables added to the environment
   */
  Answer ask(Duration limit, List<String> arguments, byte[] input, Map<String, String> variables) {
    var builder = new ProcessBuilder(command(arguments));
    builder.environment().putAll(variables);
    Process process = start(builder);
    try {
      var output = reading(process.getInputStream());
      var errors = reading(process.getErrorStream());
      feed(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Answer(-1, "", "no answer within %.0f s".formatted(limit.toMillis() / 1e3));
      }
      return new Answer(process.exitValue(), output.join(), errors.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComposeTrouble("Interrupted.");
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Runs a call on this process' terminal; returns its exit code. The call is ended if this thread
   * is interrupted.
   */
  int passThrough(List<String> arguments, Map<String, String> variables)
      throws InterruptedException {
    var builder =
        new ProcessBuilder(command(arguments))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = start(builder);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }

  private static List<String> command(List<String> arguments) {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    return command;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.directory(folder.toFile()).start();
    } catch (IOException e) {
      throw new ComposeTrouble(
          "There is no docker command on PATH. Install Docker, or run the lab without it: ./lab"
              + " up");
    }
  }

  /** Writes the input. If the call ends without reading it, the reason is on its standard error. */
  private static void feed(Process process, byte[] input) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // the exit code tells
    }
  }

  private static CompletableFuture<String> reading(InputStream stream) {
    var read = new CompletableFuture<String>();
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try (stream) {
                read.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException | UncheckedIOException e) {
                read.complete("");
              }
            });
    return read;
  }
}
