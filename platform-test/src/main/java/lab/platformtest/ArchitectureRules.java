package lab.platformtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;

/**
 * The rules that every service keeps. Spring's annotations are referred to by name, so that a
 * module without Spring can be checked as well.
 */
public final class ArchitectureRules {
  /** Constructors show what a class needs. */
  public static final ArchRule NO_FIELD_INJECTION =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .allowEmptyShould(true);

  /** A service logs with SLF4J. */
  public static final ArchRule NO_JAVA_UTIL_LOGGING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .allowEmptyShould(true);

  /** A service does not print. */
  public static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);

  /** Controllers are called over HTTP, not from Java. */
  public static final ArchRule CONTROLLERS_ARE_PACKAGE_PRIVATE =
      classes()
          .that()
          .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
          .or()
          .areAnnotatedWith("org.springframework.stereotype.Controller")
          .should()
          .bePackagePrivate()
          .allowEmptyShould(true);

  /** Configuration is an immutable value, complete when it is created. */
  public static final ArchRule CONFIGURATION_PROPERTIES_ARE_RECORDS =
      classes()
          .that()
          .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
          .should()
          .beRecords()
          .allowEmptyShould(true);

  private ArchitectureRules() {}

  /** The packages directly below {@code root} have no cyclic dependencies. */
  public static ArchRule featuresAreFreeOfCycles(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /**
   * Checks the main classes below a package against all rules.
   *
   * @throws AssertionError naming every violation of the first rule that does not hold
   * @throws IllegalArgumentException if there are no classes: a check of nothing proves nothing
   */
  public static void check(String root) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("No classes in " + root);
    }
    all(root).forEach(rule -> rule.check(classes));
  }

  static List<ArchRule> all(String root) {
    return List.of(
        featuresAreFreeOfCycles(root),
        NO_FIELD_INJECTION,
        NO_JAVA_UTIL_LOGGING,
        NO_STANDARD_STREAMS,
        CONTROLLERS_ARE_PACKAGE_PRIVATE,
        CONFIGURATION_PROPERTIES_ARE_RECORDS);
  }
}
