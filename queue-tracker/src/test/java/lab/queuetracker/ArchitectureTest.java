package lab.queuetracker;

import lab.platformtest.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keeps_the_rules_of_the_house() {
    ArchitectureRules.check("lab.queuetracker");
  }
}
