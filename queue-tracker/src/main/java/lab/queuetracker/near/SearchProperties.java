package lab.queuetracker.near;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The search for the nearest places.
 *
 * @param arm the algorithm
 */
@ConfigurationProperties("lab.nearest")
record SearchProperties(@DefaultValue("index") Arm arm) {

  /** The algorithms; all give the same result. */
  enum Arm {
    INDEX,
    H3,
    REDIS,
    BRUTE_FORCE
  }
}
