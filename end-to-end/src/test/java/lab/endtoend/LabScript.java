package lab.endtoend;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lab.servers.process.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the real {@code ./lab}, with its own folder and ports. */
final class LabScript {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LIMIT_SECONDS = 600;

  final Path folder;
  final int port = Ports.free(1).getFirst();
  final int consolePort = Ports.free(1).getFirst();
  final int prometheusPort = Ports.free(1).getFirst();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * The outcome of a command.
   *
   * @param output standard output and standard error, interleaved
   */
  record Result(int exit, String output) {}

  LabScript(Path folder) {
    this.folder = folder;
    environment.put("LAB_DIR", folder.toString());
    environment.put("LAB_PORT", String.valueOf(port));
    environment.put("LAB_CONSOLE_PORT", String.valueOf(consolePort));
    environment.put("LAB_PROMETHEUS_PORT", String.valueOf(prometheusPort));
    environment.put("LAB_BUILD", "skip");
    environment.put("LAB_PROMETHEUS", "off"); // the tests that need it say where it is
    environment.put("LAB_JVM_FLAGS", "-XX:TieredStopAtLevel=1"); // too short-lived for C2
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  LabScript with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Shares what is costly to make (unpacked and trained programs, class data archives) between all
   * labs of these tests, and takes it from the checkout's own lab if that has it. This is safe: a
   * program's folder is named after a hash of its contents, and a JVM rejects an archive of another
   * build.
   */
  LabScript sharingPrograms() throws IOException {
    copyTrained(ROOT.resolve(".lab/apps"), shared("apps"));
    copyArchives(ROOT.resolve(".lab/cache"), shared("cache"));
    return this;
  }

  /** A folder that all labs of these tests share. */
  private Path shared(String name) throws IOException {
    Path shared = Files.createDirectories(ROOT.resolve("end-to-end/target").resolve(name));
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve(name), shared);
    return shared;
  }

  private static void copyArchives(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return; // there is no such lab
    }
    try (var archives = Files.newDirectoryStream(from, "*.jsa")) {
      for (Path archive : archives) {
        Path copy = to.resolve(archive.getFileName());
        if (Files.notExists(copy)) {
          Files.copy(archive, copy);
        }
      }
    }
  }

  private static void copyTrained(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return; // there is no such lab
    }
    try (Stream<Path> programs = Files.list(from)) {
      for (Path program : programs.toList()) {
        Path copy = to.resolve(program.getFileName());
        String name = program.getFileName().toString().replaceFirst("-[^-]*$", ".aot");
        if (Files.notExists(copy) && Files.exists(program.resolve("aot").resolve(name))) {
          Path draft = Files.createTempDirectory(to, "draft");
          copyTree(program, draft.resolve("whole"));
          Files.move(draft.resolve("whole"), copy);
          Files.delete(draft);
        }
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), COPY_ATTRIBUTES);
      }
    }
  }

  Process start(Path output, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(ROOT.resolve("lab").toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // The tests must not use the lab of the user who runs them.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("LAB_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("lab", ".out");
    String words = "./lab " + String.join(" ", arguments);
    var process = start(output, arguments);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s is not done after %d s:%n%s"
              .formatted(words, LIMIT_SECONDS, Files.readString(output)));
    }
    var result = new Result(process.exitValue(), Files.readString(output));
    Files.delete(output);
    System.out.printf("$ %s  -> %d%n%s%n", words, result.exit(), result.output());
    return result;
  }

  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(run("status", "--json").output());
  }

  JsonNode node(String name) throws IOException, InterruptedException {
    for (JsonNode node : status()) {
      if (node.path("name").asString().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("There is no node " + name);
  }

  /** Configures a kind of node through the runner, as an experiment does. */
  HttpResponse<String> configure(String kind, String properties)
      throws IOException, InterruptedException {
    return send("POST", "/api/configure/" + kind, properties, token());
  }

  /** The token that commands send to the runner. */
  String token() throws IOException {
    JsonNode runner = JSON.readTree(Files.readString(folder.resolve("runner.json")));
    return runner.path("token").asString();
  }

  HttpResponse<String> put(String path, String body, String token)
      throws IOException, InterruptedException {
    return send("PUT", path, body, token);
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + consolePort + path);
    var request =
        HttpRequest.newBuilder(uri)
            .header("X-Lab-Token", token)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** The console's response to a request with this host name. */
  String askAs(String host) throws IOException {
    try (var socket = new Socket("127.0.0.1", consolePort)) {
      socket
          .getOutputStream()
          .write(
              "GET /api/nodes HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All processes whose command line names this lab's folder. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> commandLine(process).contains(folder.toString()))
        .toList();
  }

  static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
