package lab.servers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A server that was started. Killing and pausing include its descendants: PostgreSQL is a dozen
 * processes, and only all of them together represent a machine that crashed or froze.
 */
public final class ServerProcess {
  private static final Duration DEATH = Duration.ofSeconds(10);

  private final Launch launch;
  private final Process process;
  private final Guardian guardian;
  private final CompletableFuture<Integer> exit;
  private final AtomicLong cpuNanos = new AtomicLong();
  private final List<ProcessHandle> stopped = new ArrayList<>(); // guarded by this

  ServerProcess(Launch launch, Process process, Guardian guardian) {
    this.launch = launch;
    this.process = process;
    this.guardian = guardian;
    this.exit =
        process
            .onExit()
            .thenApply(ended -> {
              guardian.remove(ended.pid());
              return ended.exitValue();
            });
  }

  public String name() {
    return launch.name();
  }

  /** How it was started. */
  public Launch launch() {
    return launch;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code; 128 + the signal's number after a signal (137 after kill -9). */
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  /** Asks it to stop by its {@link Launch#stopSignal()}; kills it after the grace period. Waits. */
  public void terminate(Duration grace) {
    resume(); // a stopped process receives nothing
    switch (launch.stopSignal()) {
      case TERM -> process.destroy();
      case INT -> Shell.signal("INT", List.of(pid()).stream());
    }
    if (!endsWithin(grace)) {
      kill();
    }
  }

  /** SIGKILL to it and all its descendants: a node's crash. Waits until all are gone. */
  public synchronized void kill() {
    Shell.signal("STOP", List.of(pid()).stream()); // so that it forks no more while we look
    List<ProcessHandle> tree = ProcessTree.of(process.toHandle());
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    stopped.forEach(ProcessHandle::destroyForcibly);
    if (!endsWithin(DEATH)) {
      throw new IllegalStateException(name() + " (pid " + pid() + ") survives SIGKILL");
    }
    long deadline = System.nanoTime() + DEATH.toNanos();
    tree.forEach(member -> awaitGone(member, deadline));
    forgetStopped();
  }

  private void awaitGone(ProcessHandle member, long deadline) {
    while (!ProcessTree.isGone(member)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "A process of " + name() + " (pid " + member.pid() + ") survives SIGKILL");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * SIGSTOP to it and its descendants: a node that hangs with its connections open. The guardian is
   * told the descendants as well, because a stopped process does not notice that its parent died.
   */
  public synchronized void pause() {
    if (!isAlive()) {
      return;
    }
    Set<Long> seen = stopped.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    List<ProcessHandle> fresh = List.of(process.toHandle());
    while (!fresh.isEmpty()) { // until no new descendant appears
      for (ProcessHandle member : fresh) {
        guard(member);
        stopped.add(member);
        seen.add(member.pid());
      }
      Shell.signal("STOP", fresh.stream().map(ProcessHandle::pid));
      fresh =
          ProcessTree.of(process.toHandle()).stream().filter(p -> !seen.contains(p.pid())).toList();
    }
  }

  private void guard(ProcessHandle member) {
    try {
      if (member.pid() != pid()) {
        guardian.add(member.pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGCONT to what {@link #pause()} stopped; does nothing if it is not paused. */
  public synchronized void resume() {
    Shell.signal("CONT", stopped.reversed().stream().map(ProcessHandle::pid));
    forgetStopped();
  }

  public synchronized boolean isPaused() {
    return isAlive() && !stopped.isEmpty();
  }

  private void forgetStopped() {
    stopped.stream().map(ProcessHandle::pid).filter(p -> p != pid()).forEach(guardian::remove);
    stopped.clear();
  }

  /** Bytes of memory, including descendants: proportional set size on Linux, RSS elsewhere. */
  public long memoryBytes() {
    return ProcessTree.memory(process.toHandle());
  }

  /**
   * CPU time since its start, including descendants, also those that have ended; it never
   * decreases. On systems except Linux, the time of this process alone.
   */
  public Duration cpuTime() {
    long seen = ProcessTree.cpuNanos(process.toHandle());
    return Duration.ofNanos(cpuNanos.accumulateAndGet(seen, Math::max));
  }

  private boolean endsWithin(Duration limit) {
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !isAlive();
    } catch (java.util.concurrent.ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
