package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds its heading, and each alert has been seen firing and not. */
class RunbookTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void everyAlertHasAHeadingAndEveryHeadingAnAlert() throws IOException {
    assertThat(found("docs/runbook.md", "(?m)^## (\\S+)$")).isEqualTo(alerts());
  }

  @Test
  void everyHeadingSaysMeaningCheckAndFix() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/runbook.md"));
    List<String> sections = List.of(page.split("(?m)^## ")).subList(1, alerts().size() + 1);

    assertThat(sections)
        .allSatisfy(section ->
            assertThat(section)
                .containsSubsequence("**Meaning.** ", "\n**Check.** ", "\n**Fix.** "));
  }

  @Test
  void everyAlertIsSeenFiringAndNotFiring() throws IOException {
    String tests = "prometheus/tests/alerts.yml";

    assertThat(found(tests, "alertname: (\\w+)\\s+exp_alerts:\\s+- exp_labels"))
        .isEqualTo(alerts());
    assertThat(found(tests, "alertname: (\\w+)\\s+exp_alerts: \\[]")).isEqualTo(alerts());
  }

  private static List<String> alerts() throws IOException {
    List<String> alerts = found("prometheus/rules/alerts.yml", "- alert: (\\w+)");
    assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    return alerts;
  }

  private static List<String> found(String file, String pattern) throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    return Pattern.compile(pattern).matcher(text).results().map(RunbookTest::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
