package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser that reads a page's charts, as {@code reading.js} does it. */
final class Chromium {
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
  private static final Pattern READING = Pattern.compile("<pre id=\"reading\">([^<]+)</pre>");

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /** Skips the test where there is none, unless {@code LAB_REQUIRE_CHROMIUM=1} forbids that. */
  static Chromium here() {
    Optional<Path> program =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if ("1".equals(System.getenv("LAB_REQUIRE_CHROMIUM"))) {
      assertThat(program).as("LAB_REQUIRE_CHROMIUM=1, and no Chromium is on PATH").isPresent();
    }
    assumeTrue(program.isPresent(), "no Chromium is on PATH: nobody reads the drawn charts");
    return new Chromium(program.orElseThrow());
  }

  /**
   * What a page shows in a window of so many pixels. The page lies in a frame, for a window itself
   * has a least width, wider than a phone.
   */
  JsonNode read(String html, int width) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium");
    String page = html.replace("</body>", "<script>" + script() + "</script></body>");
    String frame =
        "<!doctype html><body><iframe style=\"border:0;width:%dpx;height:900px\" srcdoc=\"%s\"></iframe>"
            .formatted(width, Html.escape(page));
    Path file = folder.resolve("frame.html");
    Files.writeString(file, frame);
    Matcher reading = READING.matcher(dom(file, folder));
    assertThat(reading.find()).as("%s has been read", file).isTrue();
    JsonNode read =
        new JsonMapper().readTree(URLDecoder.decode(reading.group(1), StandardCharsets.UTF_8));
    assertThat(read.path("error").asString("")).isEmpty();
    return read;
  }

  private String dom(Path file, Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("dom.html");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.addAll(List.of("--dump-dom", file.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("Chromium ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }

  private static String script() throws IOException {
    try (var in = Chromium.class.getResourceAsStream("reading.js")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
