package lab.queuetracker.near;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The search for the nearest places.
 *
 * @param arm how it is done
 */
@ConfigurationProperties("lab.nearest")
record SearchProperties(@DefaultValue("index") Arm arm) {

  /** The ways to search; all find the same. */
  enum Arm {
    INDEX,
    H3,
    REDIS,
    BRUTE_FORCE
  }
}
