package lab.platformtest;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A container into which faults can be injected: by the engine itself, so that it stays the same.
 */
final class ContainerServer implements ServerUnderTest.Control {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final GenericContainer<?> container;
  private final String id;
  private final Check ready;
  private final DockerClient docker = DockerClientFactory.lazyClient();

  /** Whether the server in the container answers; an exception means no. */
  @FunctionalInterface
  interface Check {
    boolean isReady() throws Exception;
  }

  ContainerServer(GenericContainer<?> container, Check ready) {
    this.container = container;
    this.id = container.getContainerId();
    this.ready = ready;
  }

  private boolean isRunning() {
    return Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getRunning());
  }

  private boolean isPaused() {
    return Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getPaused());
  }

  @Override
  public synchronized void kill() {
    resume(); // the engine does not kill a paused container
    if (isRunning()) {
      docker.killContainerCmd(id).withSignal("KILL").exec();
      await("stop", () -> !isRunning());
    }
  }

  @Override
  public synchronized void start() {
    if (!isRunning()) {
      docker.startContainerCmd(id).exec();
    }
    awaitReady();
  }

  void awaitReady() {
    await("answer", ready);
  }

  private void await(String what, Check check) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!holds(check)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            container.getDockerImageName() + " does not " + what + ":\n" + container.getLogs());
      }
    }
  }

  private static boolean holds(Check check) {
    try {
      if (check.isReady()) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception notYet) {
      // refused, reset, or a server that accepts no login before it is up
    }
    LockSupport.parkNanos(PAUSE.toNanos());
    return false;
  }

  @Override
  public synchronized void pause() {
    if (isRunning() && !isPaused()) {
      docker.pauseContainerCmd(id).exec();
    }
  }

  @Override
  public synchronized void resume() {
    if (isPaused()) {
      docker.unpauseContainerCmd(id).exec();
    }
  }

  @Override
  public synchronized void remove() {
    container.stop(); // by force, so that a paused one is stopped as well
  }

  /** Runs a command in the container; it must succeed. */
  static void require(GenericContainer<?> container, String... command) {
    try {
      var result = container.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": " + result.getStdout() + result.getStderr());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
