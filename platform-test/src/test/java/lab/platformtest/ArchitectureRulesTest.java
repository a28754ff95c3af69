package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule detects exactly what it forbids: a rule that cannot fail is worse than none. */
class ArchitectureRulesTest {
  private static final String BAD = "lab.platformtest.bad";

  private final JavaClasses bad = new ClassFileImporter().importPackages(BAD);

  @Test
  void each_rule_finds_its_bad_example_and_nothing_else() {
    Map<ArchRule, String> examples =
        Map.of(
            ArchitectureRules.NO_FIELD_INJECTION,
            "Injected.clock",
            ArchitectureRules.NO_JAVA_UTIL_LOGGING,
            "Logs",
            ArchitectureRules.NO_STANDARD_STREAMS,
            "Prints",
            ArchitectureRules.CONTROLLERS_ARE_PACKAGE_PRIVATE,
            "PublicController",
            ArchitectureRules.CONFIGURATION_PROPERTIES_ARE_RECORDS,
            "Mutable",
            ArchitectureRules.featuresAreFreeOfCycles(BAD),
            "Cycle detected");
    assertThat(examples).hasSameSizeAs(ArchitectureRules.all(BAD));

    examples.forEach((rule, example) -> {
      var report = rule.evaluate(bad).getFailureReport();
      assertThat(report.getDetails()).as(rule.getDescription()).isNotEmpty();
      assertThat(report.getDetails()).allMatch(detail -> detail.contains(example));
    });
  }

  @Test
  void good_code_passes() {
    assertThatCode(() -> ArchitectureRules.check("lab.servers")).doesNotThrowAnyException();
  }

  @Test
  void a_package_without_classes_proves_nothing() {
    assertThatThrownBy(() -> ArchitectureRules.check("lab.absent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lab.absent");
  }
}
