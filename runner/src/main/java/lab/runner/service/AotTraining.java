package lab.runner.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;

/**
 * Makes our programs' ahead-of-time caches (JEP 483, 514, 515): one run of each, side by side on
 * the real backends, with some requests through all of them, whose loaded classes and profiles each
 * JVM writes down as it ends. Later starts take a third of the CPU. It happens once a build; when
 * it fails the lab only starts more slowly, and says so.
 */
public final class AotTraining {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration WRITING = Duration.ofMinutes(3);
  private static final int KILLED = 137;
  private static final int ROUNDS = 60;
  private static final int REDIRECTS = 20;
  private static final int LINES = 5;
  private static final int LOOKS = 5;
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"(\\w+)\"");

  private final ProcessLauncher launcher;
  private final Consumer<String> progress;

  public AotTraining(ProcessLauncher launcher, Consumer<String> progress) {
    this.launcher = launcher;
    this.progress = progress;
  }

  /**
   * Runs the programs, which are no nodes of the lab; the last is the one that requests are sent
   * to.
   */
  public void train(List<ServiceDriver> trainees) throws IOException {
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
        exercise(trainees.getLast());
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

  /** Enough for the compilers to see what is hot; each reader goes its own way, as users do. */
  private static void exercise(ServiceDriver wayIn) {
    IntStream.range(0, ROUNDS)
        .parallel()
        .forEach(round -> {
          shortenAndFollow(wayIn, round);
          standInLine(wayIn, "/api/queue/starbucks_" + (1 + round % LINES));
        });
  }

  private static void shortenAndFollow(ServiceDriver wayIn, int round) {
    String body = "{\"url\":\"https://example.org/training/" + round + "\"}";
    var code = CODE.matcher(request(wayIn, "POST", "/api/links", body));
    String path = "/" + (code.find() ? code.group(1) : "0000000");
    for (int read = 0; read < REDIRECTS; read++) {
      var _ = request(wayIn, "GET", path, "");
    }
  }

  private static void standInLine(ServiceDriver wayIn, String line) {
    var _ = request(wayIn, "POST", line + "/join", "{}");
    for (int look = 0; look < LOOKS; look++) {
      var _ = request(wayIn, "GET", line, "");
    }
    var _ = request(wayIn, "POST", line + "/served", "{}");
    var _ = request(wayIn, "POST", line + "/update", "{\"length\":7}");
  }

  private static String request(ServiceDriver to, String method, String path, String body) {
    try {
      var url = URI.create("http://" + to.address() + path).toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setReadTimeout(2_000);
      connection.setRequestMethod(method);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (var out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      int status = connection.getResponseCode();
      try (var answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return ""; // a training request that fails trains the failure's path
    }
  }
}
