package lab.gateway;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import lab.platformtest.GenericParts;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ArchRule NO_CYCLES =
      slices().matching("lab.gateway.(*)..").should().beFreeOfCycles();

  @Test
  void features_form_no_cycle() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lab.gateway");
    NO_CYCLES.check(classes);
  }

  @Test
  void contains_no_word_of_any_service() throws IOException {
    assertThat(GenericParts.wordsOfServices(Path.of("."))).isEmpty();
  }

  @Test
  void the_rule_can_fail() {
    ArchRule rule = slices().matching("lab.cyclic.(*)..").should().beFreeOfCycles();
    JavaClasses cyclic = new ClassFileImporter().importPackages("lab.cyclic");
    assertThat(cyclic).isNotEmpty();
    assertThat(rule.evaluate(cyclic).hasViolation()).isTrue();
  }
}
