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
import lab.runner.experiment.Described;

/** A page of its own: a body with its slots filled, in the frame that brings the style. */
final class Page {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private final Map<String, String> slots = new LinkedHashMap<>();

  /** What every page says of its experiment. */
  Page(Described experiment, boolean shortForm) {
    text("title", experiment.title());
    text("experiment", experiment.name() + (shortForm ? ", short form" : ""));
    text("claim", experiment.claims().getFirst().text());
    text("source", experiment.claims().getFirst().source());
    text("hypothesis", experiment.hypothesis());
  }

  /** Something that may hold anything. */
  Page text(String slot, String value) {
    return html(slot, Html.escape(value));
  }

  /** Something that has been escaped. */
  Page html(String slot, String value) {
    slots.put(slot, value);
    return this;
  }

  /**
   * @param body the resource that holds it
   * @param refreshSeconds after so long a browser loads the page anew; 0: never
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

  /** At once: whoever reads the file meanwhile gets the old page or the new one, whole. */
  static void write(String html, Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, html);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A resource with the slots that have been filled so far; the others are empty. */
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
