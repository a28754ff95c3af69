package lab.platformtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;

/** A child process into which faults can be injected, one call at a time. */
final class EmbeddedServer implements ServerUnderTest.Control {
  private static final Duration START = Duration.ofSeconds(60);

  private final ProcessLauncher launcher;
  private final Recipe recipe;
  private final Readiness.Check ready;
  private Optional<ServerProcess> process = Optional.empty();

  /** Prepares the server's folder and returns how to start it. */
  @FunctionalInterface
  interface Recipe {
    Launch prepare() throws IOException;
  }

  EmbeddedServer(ProcessLauncher launcher, Recipe recipe, Readiness.Check ready) {
    this.launcher = launcher;
    this.recipe = recipe;
    this.ready = ready;
  }

  @Override
  public synchronized void start() {
    if (process.filter(ServerProcess::isAlive).isPresent()) {
      return;
    }
    try {
      var started = launcher.launch(recipe.prepare());
      process = Optional.of(started);
      Readiness.await(started, START, ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void kill() {
    process.filter(ServerProcess::isAlive).ifPresent(ServerProcess::kill);
  }

  @Override
  public synchronized void pause() {
    process.ifPresent(ServerProcess::pause);
  }

  @Override
  public synchronized void resume() {
    process.ifPresent(ServerProcess::resume);
  }

  @Override
  public void remove() {
    kill();
  }
}
