package lab.platform.health;

import java.time.Duration;

/**
 * A bean that has something to do when this instance begins to leave, as to tell clients with a
 * connection that stays open to come back elsewhere.
 *
 * <p>It is called once, on SIGTERM or a regular stop (not on a crash), when {@code /health} says
 * "unhealthy" already and before the web server refuses anything: requests are served for the delay
 * to come, and what is open stays open. What it throws is logged and stops nothing.
 */
@FunctionalInterface
public interface OnDrain {
  /**
   * Must return soon: the delay is running, and the listeners are called one after another.
   *
   * @param delay how long the web server goes on as before
   */
  void draining(Duration delay);
}
