package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.experiment.Health;
import lab.runner.experiment.Health.Verdict;
import lab.runner.experiment.LoadTarget;
import lab.runner.experiment.PlainLoad;
import org.junit.jupiter.api.Test;

class LoadTableTest {
  private static final LoadTarget TARGET =
      new LoadTarget(URI.create("http://gateway:8080"), Optional.empty());

  @Test
  void shows_the_figures_and_whether_acknowledged_writes_were_kept() throws IOException {
    Map<String, Double> values = new HashMap<>(SampleResults.passed().arms().getFirst().values());
    values.put("lost", 1.0);
    String table =
        table(values, new Health(Verdict.FAIL, List.of("acknowledged links lost 1 (allowed: 0)")));

    assertThat(table)
        .startsWith("The load of kill-an-instance, short form, on http://gateway:8080\n")
        .containsPattern("requests +4,800\n")
        .containsPattern("failed +1,\\d{3} \\(2\\d\\.\\d %\\)\n")
        .containsPattern("50 / 99 / 99.9 % +1.4 ms / 23 ms / 52 ms\n")
        .containsPattern("acknowledged links lost +1\n")
        .contains("health   FAIL Something failed, or was lost.", "- acknowledged links lost 1");
    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void a_load_that_did_not_begin_says_why_and_shows_no_figures() throws IOException {
    String table = table(Map.of(), new Health(Verdict.UNKNOWN, List.of("the load did not begin")));

    assertThat(table).contains("UNKNOWN", "the load did not begin").doesNotContain("requests");
  }

  private static String table(Map<String, Double> values, Health health) throws IOException {
    var outcome = new PlainLoad.Outcome(SampleResults.experiment(), TARGET, values, health);
    return LoadTable.render(outcome, true, false);
  }
}
