package lab.runner.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lab.runner.descriptor.Service;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;

/**
 * Makes our programs' ahead-of-time caches (JEP 483, 514, 515): each program runs once,
 * concurrently and on the real backends, and handles some requests; when it ends, its JVM records
 * the loaded classes and profiles. Later starts then need a third of the CPU time. This happens
 * once per build. If it fails the lab only starts more slowly, and says so.
 */
public final class AotTraining {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration WRITING = Duration.ofMinutes(3);
  private static final int KILLED = 137;

  private final ProcessLauncher launcher;
  private final Consumer<String> progress;

  public AotTraining(ProcessLauncher launcher, Consumer<String> progress) {
    this.launcher = launcher;
    this.progress = progress;
  }

  /** Runs the programs, which are not nodes of the lab, and sends requests to the gateway. */
  public void train(Map<Service, List<ServiceDriver>> services, ServiceDriver gateway)
      throws IOException {
    var trainees =
        Stream.concat(services.values().stream().flatMap(List::stream), Stream.of(gateway))
            .toList();
    var processes = new ArrayList<ServerProcess>();
    try {
      for (ServiceDriver trainee : trainees) {
        var _ = launcher.own(Files.createDirectories(trainee.app().aotCache().getParent()));
        processes.add(launcher.launch(trainee.prepareTraining()));
      }
      boolean ready = true;
      for (int i = 0; i < trainees.size(); i++) {
        ready &= awaitReady(trainees.get(i), processes.get(i));
      }
      if (ready) {
        new Exercise(gateway.address())
            .run(
                services.keySet().stream()
                    .map(service -> service.descriptor().training().requests())
                    .toList());
      }
    } finally {
      processes.parallelStream().forEach(process -> process.terminate(WRITING));
    }
    for (int i = 0; i < trainees.size(); i++) {
      report(trainees.get(i), processes.get(i));
    }
  }

  private void report(ServiceDriver trainee, ServerProcess process) throws IOException {
    App app = trainee.app();
    if (process.onExit().join() != KILLED && Files.exists(app.aotDraft())) {
      Files.move(app.aotDraft(), app.aotCache(), StandardCopyOption.REPLACE_EXISTING);
    }
    progress.accept(
        Files.exists(app.aotCache())
            ? app.name() + ": ahead-of-time cache made"
            : app.name()
                + ": no ahead-of-time cache, it will start more slowly; see ./lab logs "
                + trainee.name());
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
