package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void shows_the_arms_side_by_side_and_says_what_it_means() throws Exception {
    String table = ResultTable.render(SampleResults.passed(), false);

    assertThat(table)
        .as("each figure is shown once")
        .doesNotContain("requests failed  ", "reads failed", "p99 during");
    assertThat(table.lines().filter(line -> line.startsWith("failed  ")).findFirst().orElseThrow())
        .matches("failed +1,\\d{3} \\(2\\d\\.\\d %\\) +0");
    assertThat(table.replaceAll("\\s+", " "))
        .contains("PASS")
        .contains("cost users 1,")
        .contains("it cost users no failed request")
        .contains("holds with health checks, ejection and retries on")
        .contains("acknowledged links lost 0 0")
        .contains("before / during / after 0 / 1,")
        .contains("before the fault 1.4 ms / 8.8 ms / 20 ms")
        .contains("Users see <1 second downtime.");
  }

  @Test
  void mentions_the_faults_role_and_writes_but_not_what_was_not_measured() throws Exception {
    String table = ResultTable.render(SampleResults.failover(), false);

    assertThat(table).doesNotContain("faulted node");
    assertThat(table.lines()).anyMatch(line -> line.matches(" +read / write +0 / 1,796 .*"));
    assertThat(table.replaceAll("\\s+", " "))
        .contains(
            "With automatic failover off, the kill of the postgres primary cost users 1,796 failed"
                + " writes and 45.9 s until all was well; with automatic failover on, it cost users"
                + " one failed write and 649 ms until all was well.");
    assertThat(ResultTable.render(SampleResults.passed(), false))
        .contains("later tries of the faulted node", "the kill of url-shortener-1");
  }

  @Test
  void a_workload_with_figures_of_its_own_has_a_row_for_each() throws Exception {
    String table = ResultTable.render(SampleResults.counting(), false);

    assertThat(table)
        .containsPattern("changes lost +312 +0 +0")
        .contains("health   PASS")
        .contains("verdict  holds with people who join")
        .doesNotContain("requests");
  }

  @Test
  void fits_a_hundred_columns_and_has_no_escapes_without_a_terminal() throws Exception {
    for (var result :
        new lab.runner.experiment.Result[] {
          SampleResults.passed(), SampleResults.failover(), SampleResults.counting()
        }) {
      String table = ResultTable.render(result, false);
      assertThat(table.lines()).allMatch(line -> line.length() <= 100);
      assertThat(table).doesNotContain("\u001b");
    }
    assertThat(ResultTable.render(SampleResults.passed(), true)).contains("\u001b[1;32mPASS");
  }

  @Test
  void a_run_that_broke_off_says_why() throws Exception {
    String table = ResultTable.render(SampleResults.brokenOff("not ready: redis-3"), false);

    assertThat(table).contains("UNKNOWN", "not ready: redis-3");
  }
}
