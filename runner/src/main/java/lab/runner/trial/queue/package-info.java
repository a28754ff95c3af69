/** What is measured of the queue tracker, always through its public interface and the gateway. */
@NullMarked
package lab.runner.trial.queue;

import org.jspecify.annotations.NullMarked;
