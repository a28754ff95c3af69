package lab.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The script {@code lab} in a checkout of its own, with a fake Maven and JDK that only record their
 * calls, so that the script's decisions can be tested within milliseconds.
 */
final class Sandbox {
  private static final Path SCRIPT = Path.of("..").toAbsolutePath().normalize().resolve("lab");

  private static final List<String> MODULES = List.of("runner/cli", "gateway");

  /** Creates the files that Maven would, and counts calls. */
  private static final String MVNW =
      """
      echo built >>builds
      echo "$HOME" >home
      mkdir -p runner/cli/target/classes gateway/target/classes
      echo jar >runner/cli/target/runner.jar
      touch runner/cli/target/classes/compiled gateway/target/classes/compiled
      """;

  private static final String JAVA = "#!/bin/sh\necho \"arguments: $*\"\nenv\n";

  final Path root;
  private final Path jdk;
  private final Map<String, String> environment = new TreeMap<>();

  Sandbox(Path temporary, String name) throws IOException {
    root = Files.createDirectories(temporary.resolve(name));
    Files.copy(SCRIPT, root.resolve("lab"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(root.resolve("mvnw"), MVNW); // not executable, as some archives leave it
    write("pom.xml", "<project/>");
    write(".mvn/maven.config", "-T2");
    for (String module : MODULES) {
      write(module + "/pom.xml", "<project/>");
      write(module + "/src/main/java/A.java", "class A {}");
    }
    jdk = temporary.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(jdk.resolve("bin").resolve(program), JAVA);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", temporary.toString());
  }

  Sandbox with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Sandbox without(String variable) {
    environment.remove(variable);
    return this;
  }

  void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  void dated(String file, Instant time) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(time));
  }

  /** {@code ./lab up}. */
  String up() throws IOException, InterruptedException {
    return run(root, "./lab", "up");
  }

  String run(Path folder, String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output : output + "\nexit code " + process.exitValue();
  }

  /** How often Maven was called. */
  int builds() throws IOException {
    Path file = root.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** The modules in which Maven would find compiled classes. */
  List<String> compiled() {
    var modules = new ArrayList<String>();
    for (String module : MODULES) {
      if (Files.exists(root.resolve(module + "/target/classes/compiled"))) {
        modules.add(module);
      }
    }
    return modules;
  }
}
