package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result.Machine;
import lab.runner.trial.TrialExperiment;
import lab.runner.trial.TrialFile;
import lab.runner.trial.TrialResult;
import lab.runner.trial.TrialResult.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialReportTest {
  @TempDir Path folder;

  @Test
  void the_page_has_every_figure_the_verdicts_and_bars_to_compare() throws IOException {
    Path file = folder.resolve("report.html");
    TrialReport.write(result(4), file);

    assertThat(Files.readString(file))
        .contains("<title>Three instances, one line, and everybody counts</title>")
        .contains("“{&quot;status&quot;:&quot;updated&quot;}”")
        .contains("holds with people who join")
        .contains(
            "<td class=\"control\">312<i style=\"width:100.0%\"></i><small>at least 1</small>")
        .contains("<td class=\"treatment\">0<i style=\"width:0.0%\"></i><small>at most 0</small>")
        .contains("1,000 changes of 5 lines by 20 devices at once")
        .doesNotContain("{{")
        .doesNotContain("<cat>");
  }

  @Test
  void the_terminal_has_them_within_a_hundred_columns() throws IOException {
    String table = TrialTable.render(result(4), false);

    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    assertThat(table)
        .containsPattern("changes lost +312 +0 +0")
        .contains("health   PASS")
        .contains("verdict  holds with people who join");
  }

  @Test
  void a_run_without_arms_says_so() throws IOException {
    Path file = folder.resolve("report.html");
    TrialReport.write(result(0), file);

    assertThat(Files.readString(file)).contains("No arm came to its end.");
    assertThat(TrialTable.render(result(0), true)).contains("PASS");
  }

  private static TrialResult result(int most) throws IOException {
    TrialExperiment experiment =
        TrialFile.read(Path.of("..", "experiments", "lost-updates.yml"), true);
    List<Measured> arms =
        experiment.arms().stream()
            .limit(most)
            .map(arm ->
                new Measured(
                    arm,
                    Map.of("acknowledged", 1000.0, "lost", arm.name().equals("set") ? 312.0 : 0.0)))
            .toList();
    return new TrialResult(
        experiment,
        true,
        Instant.EPOCH,
        "./lab run <cat>",
        new Machine(2, 1, "os", "arch", "jdk"),
        Map.of("lab", "0.1.0"),
        new Health.Pass(List.of("all is well")),
        List.of(new ClaimVerdict.HoldsWith("people who join", "changes lost 312; 0")),
        arms);
  }
}
