/** How long the line at every place is right now: the queue tracker in its three phases. */
@NullMarked
package lab.queuetracker;

import org.jspecify.annotations.NullMarked;
