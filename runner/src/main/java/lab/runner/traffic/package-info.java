/**
 * People who come to places, wait and are served, on a plausible day, as clients of the queue
 * tracker. They know its public interface and nothing else of it.
 */
@NullMarked
package lab.runner.traffic;

import org.jspecify.annotations.NullMarked;
