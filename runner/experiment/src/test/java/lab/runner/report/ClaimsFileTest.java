package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ExperimentFile;
import lab.yaml.YamlFile;
import org.junit.jupiter.api.Test;

/** The claims of the texts, and the experiments that quote them. */
class ClaimsFileTest {
  private static final Path PROJECT = Path.of("..", "..");

  @Test
  void each_claim_has_an_id_of_its_own() throws IOException {
    assertThat(claims()).extracting(ClaimsPage.Written::id).doesNotHaveDuplicates();
  }

  @Test
  void an_experiment_quotes_the_claim_with_its_id() throws IOException {
    Map<String, String> claims = new HashMap<>();
    claims().forEach(claim -> claims.put(claim.id(), claim.claim()));

    for (ExperimentFile file : experiments()) {
      for (var quoted : file.document().claims()) {
        assertThat(claims).as(file.name()).containsKey(quoted.id());
        assertThat(claims.getOrDefault(quoted.id(), ""))
            .as("%s, claim %s", file.name(), quoted.id())
            .contains(quoted.text().strip());
      }
    }
  }

  private static List<ClaimsPage.Written> claims() throws IOException {
    return YamlFile.read(PROJECT.resolve("docs/claims.yml"), ClaimsPage.Document.class).claims();
  }

  private static List<ExperimentFile> experiments() throws IOException {
    List<ExperimentFile> files = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(PROJECT.resolve("experiments"), "*.yml")) {
      for (Path path : paths) {
        files.add(ExperimentFile.read(path));
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
