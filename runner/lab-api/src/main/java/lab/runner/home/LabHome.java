package lab.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import lab.servers.process.ChildEnvironment;

/**
 * Where the lab lives: its sources (with topologies, experiments and built programs), its state
 * folder ({@code .lab}, or {@code LAB_DIR}) and the folder for results ({@code results}, or {@code
 * LAB_RESULTS}).
 *
 * <pre>
 * .lab/format            the version of this layout
 *      runner.json       the runner that is up, if one is
 *      secrets.properties  generated passwords and keys, readable only by the user
 *      logs/NODE.log     what each node wrote
 *      data/TOPOLOGY/NODE  what each node keeps; a topology's data outlives `down`
 *      apps/NAME-HASH    our programs, unpacked, with their ahead-of-time caches
 *      cache/            what is costly to make but safe to delete
 * </pre>
 */
public record LabHome(Path sources, Path directory, Path results) {
  /** Incremented when a newer lab cannot read what an older one left. */
  private static final String FORMAT = "1";

  private static final long LEAST_FREE_BYTES = 1L << 30;
  private static final Pattern UNFIT = Pattern.compile("[:$`\"\\\\\\p{Cntrl}]");

  /**
   * Reads {@code LAB_ROOT} and {@code LAB_DIR}, which the {@code lab} script sets, and {@code
   * LAB_RESULTS}.
   */
  public static LabHome from(Map<String, String> environment) {
    Path sources = Path.of(environment.getOrDefault("LAB_ROOT", ".")).toAbsolutePath().normalize();
    return new LabHome(
        sources,
        named(environment, "LAB_DIR", sources.resolve(".lab")),
        named(environment, "LAB_RESULTS", sources.resolve("results")));
  }

  private static Path named(Map<String, String> environment, String variable, Path otherwise) {
    String name = environment.getOrDefault(variable, "");
    return name.isEmpty() ? otherwise : Path.of(name).toAbsolutePath().normalize();
  }

  public Path topologies() {
    return sources.resolve("topologies");
  }

  public Path experiments() {
    return sources.resolve("experiments");
  }

  public Path log(String node) {
    return directory.resolve("logs").resolve(node + ".log");
  }

  public Path data(String topology) {
    return directory.resolve("data").resolve(topology);
  }

  public Path apps() {
    return directory.resolve("apps");
  }

  public Path cache() {
    return directory.resolve("cache");
  }

  public Path runnerFile() {
    return directory.resolve("runner.json");
  }

  /** Records which run has the lab. */
  public Path runNote() {
    return directory.resolve("run.json");
  }

  public Path lock() {
    return directory.resolve("lock");
  }

  /** The lock file of the command that is starting the runner. */
  public Path turn() {
    return directory.resolve("turn");
  }

  /**
   * The environment variables by which another process {@linkplain #from finds} the same folders.
   */
  public Map<String, String> asEnvironment() {
    return Map.of(
        "LAB_ROOT", sources.toString(),
        "LAB_DIR", directory.toString(),
        "LAB_RESULTS", results.toString());
  }

  public Path secrets() {
    return directory.resolve("secrets.properties");
  }

  /**
   * Creates the state folder and checks that it can be used.
   *
   * @throws Unusable if it cannot be written to, nothing can be executed in it, its path has
   *     characters that a server cannot cope with, the disk is nearly full, or another version of
   *     the lab left it
   */
  public void prepare() throws IOException {
    checkPath();
    try {
      Files.createDirectories(directory.resolve("logs"));
      Files.createDirectories(cache());
      Files.createDirectories(apps());
      Files.deleteIfExists(Files.createTempFile(directory, "probe", ".tmp"));
    } catch (IOException e) {
      throw new Unusable(
          "The lab's folder %s cannot be written to. Give it to yourself (chown), or name another: LAB_DIR=/some/where ./lab …"
              .formatted(directory));
    }
    checkPrograms();
    checkSpace(Files.getFileStore(directory).getUsableSpace(), LEAST_FREE_BYTES);
    checkFormat();
  }

  /**
   * A colon would split a class path, and initdb passes the path to a shell, which interprets the
   * other characters.
   */
  private void checkPath() {
    if (UNFIT.matcher(directory.toString()).find()) {
      throw new Unusable(
          "The lab cannot live in %s: the path has one of : $ ` \" \\ or a control character. Name another folder: LAB_DIR=/some/where ./lab …"
              .formatted(directory));
    }
  }

  /** Programs are unpacked here; on a file system mounted with noexec they would not start. */
  private void checkPrograms() throws IOException {
    Path probe =
        Files.createTempFile(
            cache(),
            "probe",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.writeString(probe, "#!/bin/sh\nexit 0\n");
      var builder = new ProcessBuilder(probe.toString());
      ChildEnvironment.give(builder, Map.of());
      var _ = builder.start().onExit().join();
    } catch (IOException e) {
      throw new Unusable(
          "No program can be started in the lab's folder %s (is its file system mounted noexec?). Name another: LAB_DIR=/some/where ./lab …"
              .formatted(directory));
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  void checkSpace(long free, long least) {
    if (free < least) {
      throw new Unusable(
          "The disk that holds %s has %d MB free; the lab needs %d MB. Free some, or name a folder on another disk: LAB_DIR=/some/where ./lab …"
              .formatted(directory, free >> 20, least >> 20));
    }
  }

  private void checkFormat() throws IOException {
    Path file = directory.resolve("format");
    if (!Files.exists(file)) {
      if (Files.isDirectory(directory.resolve("data"))) {
        throw otherVersion("an unknown");
      }
      Files.writeString(file, FORMAT + "\n");
    } else if (!Files.readString(file).strip().equals(FORMAT)) {
      throw otherVersion(
          "another (" + Files.readString(file).strip() + ", this is " + FORMAT + ")");
    }
  }

  private Unusable otherVersion(String which) {
    return new Unusable(
        "%s was left by %s version of the lab. `./lab reset` deletes its data and starts afresh."
            .formatted(directory, which));
  }

  /** The lab's folder cannot be used; the message says why and what to do. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }
}
