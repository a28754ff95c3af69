package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import lab.platformtest.ArchitectureRules;
import lab.platformtest.GenericParts;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void contains_no_word_of_any_service() throws IOException {
    assertThat(GenericParts.wordsOfServices(Path.of("."))).isEmpty();
  }

  @Test
  void keeps_the_rules_of_the_house() {
    ArchitectureRules.check("lab.monitor");
  }
}
