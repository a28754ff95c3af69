package lab.runner.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runner.experiment.Experiment;

/** An HTML page: a body with its slots filled, in a frame that contains the style. */
final class Page {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Pattern SLOT = Pattern.compile("\\{\\{([\\w-]+)}}");

  private final Map<String, String> slots = new LinkedHashMap<>();

  /** A page with what every page says about its experiment. */
  Page(Experiment experiment, boolean shortForm) {
    text("title", experiment.title());
    text("experiment", experiment.name() + (shortForm ? ", short form" : ""));
    text("hypothesis", experiment.hypothesis());
  }

  /** Fills a slot with arbitrary text, which is escaped. */
  Page text(String slot, String value) {
    return html(slot, Html.escape(value));
  }

  /** Fills a slot with HTML, in which text has been escaped already. */
  Page html(String slot, String value) {
    slots.put(slot, value);
    return this;
  }

  /**
   * @param body the resource with the body
   * @param refreshSeconds after how long a browser reloads the page; 0 for never
   */
  String render(String body, int refreshSeconds) throws IOException {
    html(
        "refresh",
        refreshSeconds == 0
            ? ""
            : "<meta http-equiv=\"refresh\" content=\"%d\">".formatted(refreshSeconds));
    html("body", fill(body));
    return fill("page.html");
  }

  /** Writes atomically: a concurrent reader gets either the old page or the new one, complete. */
  static void write(String html, Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, html);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A resource with the slots filled so far; the others are empty. */
  String fill(String resource) throws IOException {
    return SLOT.matcher(resource(resource))
        .replaceAll(match -> Matcher.quoteReplacement(slots.getOrDefault(match.group(1), "")));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the runner's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
