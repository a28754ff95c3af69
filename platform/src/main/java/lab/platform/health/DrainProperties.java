package lab.platform.health;

import java.time.Duration;
import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param delay how long a stopping service keeps serving after it has turned unhealthy: longer than
 *     the load balancer needs to notice
 */
@ConfigurationProperties("lab.drain")
record DrainProperties(@DefaultValue("1s") Duration delay) {
  DrainProperties {
    if (delay.isNegative()) {
      throw new StartupRefusedException(
          "lab.drain.delay is " + delay + ".", "Set it to 0s or more, as in 1s.");
    }
  }
}
