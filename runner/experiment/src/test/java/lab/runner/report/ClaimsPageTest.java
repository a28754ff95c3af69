package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runner.experiment.Result;
import lab.runner.experiment.ResultFile;
import lab.yaml.InvalidYaml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsPageTest {
  private static final String CLAIMS =
      """
      texts:
        T: "A | text"
      claims:
        - { about: General, id: failover, text: T, claim: "Users see <1 second downtime." }
        - { about: General, id: sla, text: T, claim: "99 % is 7.2 hours", known: "arithmetic: wrong" }
        - { about: Queues, id: nobody, text: T, claim: "Nobody tests this" }
      """;

  @TempDir private Path home;

  @BeforeEach
  void writeClaims() throws IOException {
    Files.createDirectories(home.resolve("docs"));
    Files.writeString(home.resolve("docs/claims.yml"), CLAIMS);
  }

  @Test
  void lists_every_claim_whether_tested_or_not() throws IOException {
    assertThat(page())
        .contains(
            "| failover | Users see <1 second downtime. (A \\| text) |  | not tested yet |  |\n",
            "| sla | 99 % is 7.2 hours (A \\| text) | arithmetic: wrong | not tested yet |  |\n",
            "\n## Queues\n\n| claim | the text | measured | verdict | by |\n");
  }

  @Test
  void shows_the_newest_result_of_an_experiment_beside_its_claim() throws IOException {
    write(SampleResults.brokenOff("the lab died"), "20261120-120000");
    write(SampleResults.passed(), "20261121-120000");

    assertThat(page())
        .containsOnlyOnce("| failover |")
        .contains(
            "0 ms with them; 7.9 s without",
            "`./lab run kill-an-instance --short`, 2026-11-21, 2 cores, 8 GB, health pass")
        .doesNotContain("| failover | Users see <1 second downtime. (A");
  }

  @Test
  void ignores_folders_without_a_readable_result() throws IOException {
    write(SampleResults.passed(), "20261121-120000");
    Files.createDirectories(folder("20261122-120000"));
    Files.writeString(
        Files.createDirectories(folder("20261123-120000")).resolve(ResultFile.NAME),
        "{\"schema\": 1}");

    assertThat(page()).contains("health pass");
  }

  @Test
  void ignores_runs_without_their_treatment() throws IOException {
    Result passed = SampleResults.passed();
    write(
        new Result(
            passed.experiment(),
            passed.shortForm(),
            true,
            passed.startedAt(),
            passed.command(),
            passed.machine(),
            passed.versions(),
            passed.health(),
            passed.claims(),
            passed.arms()),
        "20261121-120000");

    assertThat(page()).contains("| failover | Users see <1 second downtime. (A");
  }

  @Test
  void is_not_written_where_the_claims_are_not() throws IOException {
    Files.delete(home.resolve("docs/claims.yml"));

    assertThat(claimsPage().write()).isEmpty();
    assertThat(home.resolve("docs/claims.md")).doesNotExist();
  }

  @Test
  void names_what_is_missing_in_the_claims() throws IOException {
    Files.writeString(home.resolve("docs/claims.yml"), "texts: {T: x}\nclaims: [{id: a}]\n");

    assertThatThrownBy(this::page).isInstanceOf(InvalidYaml.class).hasMessageContaining("about");
  }

  private String page() throws IOException {
    return Files.readString(claimsPage().write().orElseThrow());
  }

  private ClaimsPage claimsPage() {
    return new ClaimsPage(home, home.resolve("results"));
  }

  private void write(Result result, String time) throws IOException {
    ResultFile.write(result, Files.createDirectories(folder(time)).resolve(ResultFile.NAME));
  }

  private Path folder(String time) {
    return home.resolve("results/kill-an-instance").resolve(time);
  }
}
