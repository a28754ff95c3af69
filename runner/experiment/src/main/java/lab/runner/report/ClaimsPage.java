package lab.runner.report;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.experiment.ResultFile;
import lab.yaml.YamlFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code docs/claims.md}: every claim of the texts, from {@code docs/claims.yml}, beside the
 * findings of the newest run of each experiment that tests it.
 */
public final class ClaimsPage {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CLAIMS = "docs/claims.yml";
  private static final double GIGA = 1e9;

  private final Path sources;
  private final Path results;

  /**
   * All claims.
   *
   * @param texts titles of the texts, by letter
   */
  record Document(@NotEmpty Map<String, String> texts, @NotEmpty List<@Valid Written> claims) {}

  /**
   * A claim as a text makes it.
   *
   * @param text the letter of the text
   * @param known what is known without an experiment; null if nothing is
   */
  record Written(
      @NotBlank String id,
      @NotBlank String about,
      @NotBlank String text,
      @NotBlank String claim,
      @Nullable String known) {}

  /** The page below this folder of sources, from the results in that folder. */
  public ClaimsPage(Path sources, Path results) {
    this.sources = sources;
    this.results = results;
  }

  /** Writes the page; returns its path, or nothing if the claims are not among the sources. */
  public Optional<Path> write() throws IOException {
    if (!Files.exists(sources.resolve(CLAIMS))) {
      return Optional.empty(); // as in the image of the runner
    }
    Path page = sources.resolve("docs/claims.md");
    Files.writeString(page, text());
    return Optional.of(page);
  }

  String text() throws IOException {
    Document document = YamlFile.read(sources.resolve(CLAIMS), Document.class);
    List<JsonNode> newest = newest();
    StringBuilder page = new StringBuilder();
    page.append("# What the texts claim, and what was measured\n\n");
    page.append(
        "Written by `./lab run all` from the newest result of each experiment"
            + " (`docs/claims.yml` has the claims). A figure is of the machine that it names.\n");
    String about = "";
    for (Written written : document.claims()) {
      if (!written.about().equals(about)) {
        about = written.about();
        page.append("\n## %s\n\n".formatted(about));
        page.append("| claim | the text | measured | verdict | by |\n|---|---|---|---|---|\n");
      }
      rows(written, document.texts(), newest).forEach(page::append);
    }
    return page.toString();
  }

  private static List<String> rows(
      Written written, Map<String, String> texts, List<JsonNode> results) {
    String said =
        "%s (%s)".formatted(written.claim(), texts.getOrDefault(written.text(), written.text()));
    List<String> rows = new ArrayList<>();
    for (JsonNode result : results) {
      for (JsonNode claim : result.path("claims")) {
        if (claim.path("id").asString("").equals(written.id())) {
          rows.add(
              row(
                  written.id(),
                  "“%s” (%s)"
                      .formatted(claim.path("text").asString(), claim.path("source").asString()),
                  claim.path("measured").asString(),
                  claim.path("verdict").asString(),
                  by(result)));
        }
      }
    }
    if (rows.isEmpty()) {
      String known = written.known();
      rows.add(row(written.id(), said, known == null ? "" : known, "not tested yet", ""));
    }
    return rows;
  }

  private static String by(JsonNode result) {
    JsonNode machine = result.path("machine");
    return "`%s`, %s, %d cores, %.0f GB, health %s"
        .formatted(
            result.path("command").asString(),
            result.path("startedAt").asString().replaceFirst("T.*", ""),
            machine.path("cores").asInt(),
            machine.path("memoryBytes").asDouble() / GIGA,
            result.path("health").asString());
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(" ").append(cell.replace("|", "\\|").replaceAll("\\s+", " ")).append(" |");
    }
    return row.append('\n').toString();
  }

  /** The newest result of each experiment, sorted by name. */
  private List<JsonNode> newest() throws IOException {
    List<JsonNode> newest = new ArrayList<>();
    if (!Files.isDirectory(results)) {
      return newest;
    }
    for (Path experiment : folders(results)) {
      for (Path run : folders(experiment).reversed()) {
        Path file = run.resolve(ResultFile.NAME);
        if (Files.exists(file)) {
          JsonNode result = JSON.readTree(Files.readAllBytes(file));
          if (ResultFile.isReadable(result) && !result.path("sabotaged").asBoolean()) {
            newest.add(result);
            break;
          }
        }
      }
    }
    return newest;
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted(Comparator.naturalOrder()).toList();
    }
  }
}
