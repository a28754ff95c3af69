/** How long the line is, at every place, right now: the queue tracker in its three phases. */
@NullMarked
package lab.queuetracker;

import org.jspecify.annotations.NullMarked;
