package lab.urlshortener;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lab.urlshortener");

  private static ArchRule noCyclesIn(String parent) {
    return slices().matching(parent + ".(*)..").should().beFreeOfCycles();
  }

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
  void features_do_not_depend_on_each_other_in_circles() {
    noCyclesIn("lab.urlshortener").check(CLASSES);
  }

  /** They are meant to move into a module that all services share. */
  @Test
  void health_and_startup_know_nothing_of_links() {
    standsAlone("health").check(CLASSES);
    standsAlone("startup").check(CLASSES);
  }

  @Test
  void these_rules_can_fail() {
    assertThat(standsAlone("cache").evaluate(CLASSES).hasViolation()).isTrue();
    var circle = new ClassFileImporter().importPackages("lab.urlshortener.circle");
    assertThat(noCyclesIn("lab.urlshortener.circle").evaluate(circle).hasViolation()).isTrue();
  }
}
