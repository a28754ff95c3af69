package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every alert, of the lab and of each service, has a heading in a runbook, and is tested both
 * firing and not firing.
 */
class RunbookTest {
  private static final Path ROOT = Path.of("..");

  /**
   * Alerts that belong together.
   *
   * @param name of the files with the rules and their tests
   * @param page with a heading for each alert
   */
  record Alerts(String name, Path page) {
    List<String> names() throws IOException {
      return found(ROOT.resolve("prometheus/rules/" + name + ".yml"), "- alert: (\\w+)");
    }

    Path tests() {
      return ROOT.resolve("prometheus/tests/" + name + ".yml");
    }
  }

  static List<Alerts> all() throws IOException {
    var lab = new Alerts("alerts", ROOT.resolve("docs/runbook.md"));
    assertThat(lab.names()).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    try (var files = Files.list(ROOT.resolve("prometheus/rules"))) {
      return Stream.concat(
              Stream.of(lab),
              files
                  .map(file -> file.getFileName().toString().replace(".yml", ""))
                  .filter(name -> Files.exists(ROOT.resolve(name).resolve("service.yml")))
                  .map(name -> new Alerts(name, ROOT.resolve(name).resolve("runbook.md"))))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_alert_has_a_heading_and_every_heading_an_alert(Alerts alerts) throws IOException {
    assertThat(found(alerts.page(), "(?m)^## (\\S+)$")).isEqualTo(alerts.names());
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_heading_says_meaning_check_and_fix(Alerts alerts) throws IOException {
    String page = Files.readString(alerts.page());
    List<String> sections = List.of(page.split("(?m)^## ", -1));

    assertThat(sections.subList(1, sections.size()))
        .hasSameSizeAs(alerts.names())
        .allSatisfy(section ->
            assertThat(section)
                .containsSubsequence("**Meaning.** ", "\n**Check.** ", "\n**Fix.** "));
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_alert_is_seen_firing_and_not_firing(Alerts alerts) throws IOException {
    assertThat(found(alerts.tests(), "alertname: (\\w+)\\s+exp_alerts:\\s+- exp_labels"))
        .isEqualTo(alerts.names());
    assertThat(found(alerts.tests(), "alertname: (\\w+)\\s+exp_alerts: \\[]"))
        .isEqualTo(alerts.names());
  }

  private static List<String> found(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(RunbookTest::first)
        .toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
