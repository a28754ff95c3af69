/** What is measured of the queue tracker, always through the gateway and its public interface. */
@NullMarked
package lab.loadtest.queuetracker;

import org.jspecify.annotations.NullMarked;
