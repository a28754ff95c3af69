package lab.runner.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lab.runner.descriptor.Service;
import lab.runner.process.IdleWork;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;

/**
 * Makes our programs' ahead-of-time caches (JEP 483, 514, 515): each program runs once more,
 * concurrently and on the real backends, and handles some requests; when it ends, its JVM records
 * the loaded classes and profiles. Later starts then need two thirds of the CPU time, the gateway's
 * a third. This happens once per build. If it fails the lab only starts more slowly, and says so.
 */
public final class AotTraining implements IdleWork.Attempt {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration WRITING = Duration.ofMinutes(5);
  private static final int KILLED = 137;

  private final ProcessLauncher launcher;
  private final Map<Service, List<ServiceDriver>> services;
  private final ServiceDriver gateway;
  private final Consumer<String> told;
  private final Map<ServiceDriver, ServerProcess> running = new LinkedHashMap<>();
  private boolean cancelled;

  /**
   * @param services what to run, which are not nodes of the lab
   * @param gateway in front of these
   */
  public AotTraining(
      ProcessLauncher launcher,
      Map<Service, List<ServiceDriver>> services,
      ServiceDriver gateway,
      Consumer<String> told) {
    this.launcher = launcher;
    this.services = services;
    this.gateway = gateway;
    this.told = told;
  }

  /** Runs the programs and sends requests to the gateway; returns when they have ended. */
  @Override
  public void run() throws IOException {
    var trainees =
        Stream.concat(services.values().stream().flatMap(List::stream), Stream.of(gateway))
            .toList();
    try {
      for (ServiceDriver trainee : trainees) {
        launch(trainee);
      }
      boolean ready = true;
      for (var trainee : running.entrySet()) {
        ready &= awaitReady(trainee.getKey(), trainee.getValue());
      }
      if (ready) {
        new Exercise(gateway.address())
            .run(
                services.keySet().stream()
                    .map(service -> service.descriptor().training().requests())
                    .toList());
      }
    } finally {
      running.values().parallelStream().forEach(process -> process.terminate(WRITING));
    }
    for (var trainee : running.entrySet()) {
      report(trainee.getKey(), trainee.getValue());
    }
  }

  /** Kills the programs; {@link #run} returns soon. */
  @Override
  public synchronized void cancel() {
    cancelled = true;
    running.values().forEach(ServerProcess::kill);
  }

  private synchronized void launch(ServiceDriver trainee) throws IOException {
    if (cancelled) {
      throw new IOException("cancelled");
    }
    var _ = launcher.own(Files.createDirectories(trainee.app().aotCache().getParent()));
    running.put(trainee, launcher.launch(trainee.prepareTraining()));
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private void report(ServiceDriver trainee, ServerProcess process) throws IOException {
    App app = trainee.app();
    if (process.onExit().join() != KILLED && Files.exists(app.aotDraft())) {
      Files.move(app.aotDraft(), app.aotCache(), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(app.aotCache())) {
      told.accept(app.name() + ": ahead-of-time cache made");
    } else if (!isCancelled()) {
      told.accept(
          app.name()
              + ": no ahead-of-time cache, it will start more slowly; see ./lab logs "
              + trainee.name());
    }
  }

  private static boolean awaitReady(ServiceDriver trainee, ServerProcess process) {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        if (trainee.isReady()) {
          return true;
        }
      } catch (IOException e) {
        // not yet
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
