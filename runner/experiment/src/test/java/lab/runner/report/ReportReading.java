package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.platformtest.Chromium;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a report's charts off the screen, by means of {@code reading.js}. */
final class ReportReading {
  private static final Pattern READING = Pattern.compile("<pre id=\"reading\">([^<]+)</pre>");

  private ReportReading() {}

  /**
   * What a page shows at a width of this many pixels. The page is put into a frame, because a
   * browser window has a minimum width that is wider than a phone.
   */
  static JsonNode read(String html, int width) throws IOException, InterruptedException {
    Chromium browser = Chromium.here();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "reading");
    String page = html.replace("</body>", "<script>" + script() + "</script></body>");
    String frame =
        "<!doctype html><body><iframe style=\"border:0;width:%dpx;height:900px\" srcdoc=\"%s\"></iframe>"
            .formatted(width, Html.escape(page));
    Path file = folder.resolve("frame.html");
    Files.writeString(file, frame);
    Matcher reading = READING.matcher(browser.dom(file));
    assertThat(reading.find()).as("%s has been read", file).isTrue();
    JsonNode read =
        new JsonMapper().readTree(URLDecoder.decode(reading.group(1), StandardCharsets.UTF_8));
    assertThat(read.path("error").asString("")).isEmpty();
    return read;
  }

  private static String script() throws IOException {
    try (var in = ReportReading.class.getResourceAsStream("reading.js")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
