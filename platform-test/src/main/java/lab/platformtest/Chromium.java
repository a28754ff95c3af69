package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A headless browser: the Chromium on {@code PATH}. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=1400,1000");

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /** Skips the test if there is none, unless {@code LAB_REQUIRE_CHROMIUM=1} forbids that. */
  public static Chromium here() {
    Optional<Path> program =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if ("1".equals(System.getenv("LAB_REQUIRE_CHROMIUM"))) {
      assertThat(program).as("LAB_REQUIRE_CHROMIUM=1, and no Chromium is on PATH").isPresent();
    }
    assumeTrue(program.isPresent(), "no Chromium is on PATH: nobody looks at the page");
    return new Chromium(program.orElseThrow());
  }

  /** The page's HTML after it has loaded and its scripts have run. */
  public String dom(Path page) throws IOException, InterruptedException {
    Path folder = folder();
    Path out = folder.resolve("dom.html");
    Process process =
        command(folder, "--dump-dom", page.toUri().toString()).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("Chromium ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }

  /**
   * Opens a page and keeps it open.
   *
   * @param scripts run before the page's own
   */
  public ChromiumPage open(URI page, String... scripts) throws IOException, InterruptedException {
    Path folder = folder();
    Process process = command(folder, "--remote-debugging-port=0", "about:blank").start();
    return ChromiumPage.of(process, folder.resolve("profile/DevToolsActivePort"), page, scripts);
  }

  private ProcessBuilder command(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("log").toFile());
  }

  private static Path folder() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    return Files.createTempDirectory(target, "chromium");
  }
}
