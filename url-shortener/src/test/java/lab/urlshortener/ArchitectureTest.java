package lab.urlshortener;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import lab.platformtest.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lab.urlshortener");

  private static ArchRule standsAlone(String feature) {
    return noClasses()
        .that()
        .resideInAPackage("lab.urlshortener." + feature)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lab.urlshortener.code",
            "lab.urlshortener.link",
            "lab.urlshortener.cache",
            "lab.urlshortener.click",
            "lab.urlshortener.postgres",
            "lab.urlshortener.web");
  }

  @Test
  void keeps_the_rules_of_the_house() {
    ArchitectureRules.check("lab.urlshortener");
  }

  /** They are meant to move into a module that all services share. */
  @Test
  void health_and_startup_know_nothing_of_links() {
    standsAlone("health").check(CLASSES);
    standsAlone("startup").check(CLASSES);
    assertThat(standsAlone("cache").evaluate(CLASSES).hasViolation()).isTrue();
  }
}
