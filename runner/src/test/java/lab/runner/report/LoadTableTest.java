package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.PlainLoad;
import lab.runner.experiment.Result;
import org.junit.jupiter.api.Test;

class LoadTableTest {
  private static final URI URL = URI.create("http://gateway:8080");

  @Test
  void shows_the_figures_and_what_became_of_every_link() throws IOException {
    Figures figures = SampleResults.passed().arms().getFirst().figures();
    var ledger = new Result.Ledger(350, 1, 0, 2, null, 0, 0);
    var lost = new Health.Fail(List.of("1 acknowledged links lost (allowed: 0)"));
    String table = table(figures, ledger, lost);

    assertThat(table)
        .startsWith("The load of kill-an-instance, short form, on http://gateway:8080\n")
        .containsPattern("requests +4,800\n")
        .containsPattern("failed +1,\\d{3} \\(2\\d\\.\\d %\\)\n")
        .containsPattern("50 / 99 / 99.9 % +1.4 ms / 23 ms / 52 ms\n")
        .containsPattern("lost / duplicated / stale +1 / 0 / 2\n")
        .contains("health   FAIL Something failed, or was lost.", "- 1 acknowledged links lost");
    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void a_load_that_did_not_begin_says_why_and_shows_no_figures() throws IOException {
    var unknown = new Health.Unknown(List.of("the load did not begin"));
    String table = table(Figures.none(), new Result.Ledger(0, 0, 0, 0, null, 0, 0), unknown);

    assertThat(table).contains("UNKNOWN", "the load did not begin").doesNotContain("requests");
  }

  private static String table(Figures figures, Result.Ledger ledger, Health health)
      throws IOException {
    var outcome = new PlainLoad.Outcome(SampleResults.experiment(), URL, figures, ledger, health);
    return LoadTable.render(outcome, true, false);
  }
}
