/** Joining a line and leaving it, over HTTP. */
@NullMarked
package lab.queuetracker.ticket;

import org.jspecify.annotations.NullMarked;
