/**
 * People who come to places, wait and are served on a plausible day, as clients of the queue
 * tracker. They know nothing of it except its public interface.
 */
@NullMarked
package lab.loadtest.queuetracker.traffic;

import org.jspecify.annotations.NullMarked;
