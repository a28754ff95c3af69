package lab.platform.health;

import java.time.Duration;

/**
 * A bean that has something to do when this instance begins to shut down, such as telling clients
 * with long-lived connections to reconnect elsewhere.
 *
 * <p>It is called once, on SIGTERM or a regular stop (not on a crash), when {@code /health} already
 * says "unhealthy" and before the web server refuses anything: for the coming delay requests are
 * still served, and open connections stay open. An exception is logged and stops nothing.
 */
@FunctionalInterface
public interface OnDrain {
  /**
   * Must return soon: the delay is already running, and listeners are called one after another.
   *
   * @param delay how long the web server keeps serving as before
   */
  void draining(Duration delay);
}
