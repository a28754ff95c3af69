package lab.platform;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import lab.platformtest.ArchitectureRules;
import lab.platformtest.GenericParts;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ArchRule DEPENDS_ON_NO_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("lab..").and(not(resideInAPackage("lab.platform.."))));

  @Test
  void keeps_the_rules_of_the_house() {
    ArchitectureRules.check("lab.platform");
  }

  @Test
  void depends_on_no_service() {
    JavaClasses platform =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lab.platform");
    DEPENDS_ON_NO_SERVICE.check(platform);

    JavaClasses bad = new ClassFileImporter().importPackages("lab.platform.bad");
    assertThat(DEPENDS_ON_NO_SERVICE.evaluate(bad).hasViolation()).isTrue();
  }

  @Test
  void contains_no_word_of_any_service() throws IOException {
    assertThat(GenericParts.wordsOfServices(Path.of("."))).isEmpty();
  }
}
