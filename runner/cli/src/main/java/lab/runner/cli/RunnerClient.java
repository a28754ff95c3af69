package lab.runner.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.daemon.RunnerFile;
import lab.runner.home.LabHome;
import lab.runner.lab.Live;
import lab.runner.node.NodeStatus;
import lab.runner.run.RunTicket;
import lab.runner.run.Will;
import lab.runner.trace.TraceSpan;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the runner that is up, over loopback. Every failure is a {@link Failure} with a message
 * for the user.
 */
final class RunnerClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 180_000;

  private static final int RENEWED_MILLIS = 5_000;

  private final RunnerFile runner;
  private final String run;
  private final boolean force;

  private record Problem(@Nullable String error) {}

  /** A page of the runner's progress, from {@code /api/progress}. */
  record ProgressPage(
      List<String> lines, String outcome, @Nullable String failure, double seconds) {}

  /**
   * What the runner says about the lab, from {@code /api/lab}.
   *
   * @param prometheus where Prometheus answers, or why it does not
   * @param run the command that has the lab; empty if none has
   * @param lastRun why the lab had to end the last run; empty if it did not have to
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record About(String gateway, String prometheus, String run, String lastRun) {}

  private record Asked(String what, long pid, boolean ownsNodes) {}

  RunnerClient(RunnerFile runner) {
    this(runner, "", false);
  }

  private RunnerClient(RunnerFile runner, String run, boolean force) {
    this.runner = runner;
    this.run = run;
    this.force = force;
  }

  /** A client whose requests belong to this run. */
  RunnerClient during(RunTicket ticket) {
    return new RunnerClient(runner, ticket.id(), false);
  }

  /** A client that changes the lab by hand even if a run has it. */
  RunnerClient byForce() {
    return new RunnerClient(runner, run, true);
  }

  /**
   * The runner of this lab.
   *
   * @throws Failure if none is up
   */
  static RunnerClient of(LabHome home) throws IOException {
    return RunnerFile.ofLiving(home.runnerFile())
        .map(RunnerClient::new)
        .orElseThrow(() -> new Failure("The lab is not up. Start it: ./lab up"));
  }

  RunnerFile runner() {
    return runner;
  }

  URI gateway() {
    return URI.create("http://localhost:" + runner.gatewayPort());
  }

  /** Where the live figures of a load are sent. */
  Live live() {
    return Live.of(URI.create("http://127.0.0.1:" + runner.consolePort()), runner.token());
  }

  About about() throws IOException {
    return JSON.readValue(call("GET", "/api/lab", null), About.class);
  }

  List<NodeStatus> nodes() throws IOException {
    return JSON.readValue(call("GET", "/api/nodes", null), new TypeReference<>() {});
  }

  NodeStatus act(String node, String action) throws IOException {
    return JSON.readValue(
        call("POST", "/api/nodes/" + node + "/" + action, null), NodeStatus.class);
  }

  /**
   * Takes the lab for this process.
   *
   * @throws Failure naming the command that has it
   */
  RunTicket begin(String what, boolean ownsNodes) throws IOException {
    var asked = new Asked(what, ProcessHandle.current().pid(), ownsNodes);
    return JSON.readValue(call("POST", "/api/run", JSON.writeValueAsBytes(asked)), RunTicket.class);
  }

  /**
   * Renews the lease; returns what others forced on the lab.
   *
   * @throws Failure if the lab has ended the run
   */
  List<String> renew() throws IOException {
    return JSON.readValue(
        call("POST", ofRun("renew"), null, RENEWED_MILLIS), new TypeReference<>() {});
  }

  /** Sets what is written if this process cannot write its result itself. */
  void will(Will will) throws IOException {
    call("POST", ofRun("will"), JSON.writeValueAsBytes(will));
  }

  /** Gives the lab back; returns what could not be undone. */
  List<String> end() throws IOException {
    return JSON.readValue(call("POST", ofRun("end"), null), new TypeReference<>() {});
  }

  private String ofRun(String what) {
    return "/api/run/" + run + "/" + what;
  }

  void configure(String kind, Map<String, String> properties) throws IOException {
    call("POST", "/api/configure/" + kind, JSON.writeValueAsBytes(properties));
  }

  ProgressPage progress(int after) throws IOException {
    return JSON.readValue(call("GET", "/api/progress?after=" + after, null), ProgressPage.class);
  }

  /**
   * The spans of a trace that have arrived so far.
   *
   * @throws Failure if the lab does not record traces
   */
  List<TraceSpan> trace(String id) throws IOException {
    return JSON.readValue(call("GET", "/api/traces/" + id, null), new TypeReference<>() {});
  }

  /** Takes the lab down; returns when the runner's process is gone. */
  void down() throws IOException, InterruptedException {
    Optional<Exception> unheard = Optional.empty();
    try {
      call("POST", "/api/down", null);
    } catch (IOException | Failure e) {
      unheard = Optional.of(e); // it may have ended before its response was sent
    }
    for (int i = 0; i < 1_000 && runner.lives(); i++) {
      Thread.sleep(20);
    }
    if (runner.lives()) {
      throw new Failure(
          "The runner (pid %d) is still there after 20 s%s."
              .formatted(runner.pid(), unheard.map(e -> ": " + e.getMessage()).orElse("")));
    }
  }

  private byte[] call(String method, String path, byte @Nullable [] body) throws IOException {
    return call(method, path, body, ANSWER_MILLIS);
  }

  private byte[] call(String method, String path, byte @Nullable [] body, int patience)
      throws IOException {
    var url = URI.create("http://127.0.0.1:" + runner.consolePort() + path).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(patience);
    connection.setRequestProperty("X-Lab-Token", runner.token());
    if (!run.isEmpty()) {
      connection.setRequestProperty("X-Lab-Run", run);
    }
    if (force) {
      connection.setRequestProperty("X-Lab-Force", "yes");
    }
    try {
      if (method.equals("POST")) {
        connection.setDoOutput(true);
        byte[] sent = body == null ? new byte[0] : body;
        connection.setFixedLengthStreamingMode(sent.length); // or the JDK might send it twice
        try (var out = connection.getOutputStream()) {
          out.write(sent);
        }
      }
      if (connection.getResponseCode() == 200) {
        return connection.getInputStream().readAllBytes();
      }
      var problem = JSON.readValue(connection.getErrorStream().readAllBytes(), Problem.class);
      throw new Failure(problem.error() == null ? "The runner refused " + path : problem.error());
    } catch (ConnectException e) {
      throw new Failure(
          "The runner (pid %d) does not answer on port %d."
              .formatted(runner.pid(), runner.consolePort()));
    } finally {
      connection.disconnect();
    }
  }

  /** What went wrong, in words for the user; the command ends with exit code 1. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message);
    }
  }
}
