package lab.runner.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import lab.runner.home.LabHome;
import lab.servers.install.Installation;
import lab.servers.process.ChildEnvironment;

/**
 * Unpacks our programs' jars, once per build, into {@code .lab/apps/NAME-HASH}. Since programs run
 * from there and not from the build's output, the next build does not affect a lab that is up.
 * Besides, ahead-of-time caches require an unpacked program with its libraries beside it.
 */
public final class Apps {
  private final LabHome home;

  public Apps(LabHome home) {
    this.home = home;
  }

  /** The program {@code name}; unpacks it unless that was done already. */
  public App unpack(String name) throws IOException {
    Path jar = home.sources().resolve(name).resolve("target").resolve(name + "-app.jar");
    if (!Files.exists(jar)) {
      throw new IOException("%s is not built: %s is missing.".formatted(name, jar));
    }
    String prefix = name + "-";
    var app = new App(name, home.apps().resolve(prefix + checksum(jar)));
    if (!Files.exists(app.jar())) {
      removeOlder(name);
      Path fresh = Files.createDirectories(home.apps().resolve(prefix + "unpacking"));
      extract(jar, fresh);
      Files.move(fresh, app.folder(), StandardCopyOption.ATOMIC_MOVE);
    }
    return app;
  }

  private void extract(Path jar, Path into) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                into.toString())
            .redirectErrorStream(true);
    ChildEnvironment.give(builder, Map.of());
    var process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("Unpacking %s failed: %s".formatted(jar, output.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unpacking " + jar, e);
    }
  }

  private void removeOlder(String name) throws IOException {
    if (!Files.isDirectory(home.apps())) {
      return;
    }
    List<Path> older;
    try (var folders = Files.list(home.apps())) {
      older =
          folders
              .filter(f -> f.getFileName().toString().matches(name + "-([0-9a-f]+|unpacking)"))
              .toList();
    }
    for (Path folder : older) {
      Installation.delete(folder);
    }
  }

  private static String checksum(Path jar) throws IOException {
    var checksum = new CRC32C();
    try (var in = new CheckedInputStream(Files.newInputStream(jar), checksum)) {
      var buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {}
    }
    return "%08x%x".formatted(checksum.getValue(), Files.size(jar));
  }
}
