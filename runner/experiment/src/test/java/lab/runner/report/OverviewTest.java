package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTest {
  @Test
  void has_a_line_per_run_and_the_reasons_of_those_that_did_not_pass() throws IOException {
    String text =
        Overview.render(
            List.of(SampleResults.counting(), SampleResults.brokenOff("the generator was late")));

    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.lines())
        .anyMatch(line -> line.matches("lost-updates +pass +\\S+: .*people who join.*"))
        .anyMatch(line -> line.matches("kill-an-instance +unknown +failover: .*"))
        .anyMatch(line -> line.matches(" +- the generator was late"))
        .noneMatch(line -> line.contains("all is well"));
  }
}
