package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTableTest {
  @Test
  void shows_both_arms_side_by_side_and_says_what_it_means() throws Exception {
    String table = VerdictTable.render(SampleResults.passed(), false);

    assertThat(table.lines().filter(line -> line.startsWith("failed  ")).findFirst().orElseThrow())
        .matches("failed +1,\\d{3} \\(2\\d\\.\\d %\\) +0");
    assertThat(table.replaceAll("\\s+", " "))
        .contains("PASS")
        .contains("cost users 1,")
        .contains("it cost no failed request")
        .contains("holds when health checks, ejection and retries on")
        .contains("Users see <1 second downtime.");
  }

  @Test
  void speaks_of_the_fault_s_role_and_of_writes_and_not_of_what_was_not_asked() throws Exception {
    String table = VerdictTable.render(SampleResults.failover(), false);

    assertThat(table).doesNotContain("dead instance");
    assertThat(table.lines()).anyMatch(line -> line.matches("failed reads / writes +0 / 1,796 .*"));
    assertThat(table.replaceAll("\\s+", " "))
        .contains(
            "With automatic failover off, the kill of the postgres primary cost users 1,796 failed"
                + " writes and 45.9 s until all was well; with automatic failover on, it cost one"
                + " failed write and 649 ms until all was well.");
    assertThat(VerdictTable.render(SampleResults.passed(), false))
        .contains("traffic off the dead instance", "the kill of url-shortener-1");
  }

  @Test
  void fits_a_hundred_columns_and_has_no_escapes_without_a_terminal() throws Exception {
    String table = VerdictTable.render(SampleResults.passed(), false);

    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    assertThat(table).doesNotContain("\u001b");
    assertThat(VerdictTable.render(SampleResults.passed(), true)).contains("\u001b[1;32mPASS");
  }

  @Test
  void a_run_that_broke_off_says_why() throws Exception {
    String table = VerdictTable.render(SampleResults.brokenOff("not ready: redis-3"), false);

    assertThat(table).contains("UNKNOWN", "not ready: redis-3");
  }
}
