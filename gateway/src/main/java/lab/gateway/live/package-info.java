/**
 * Connections that live: WebSockets, streams of events, long polls. How many there may be, how many
 * there are, and their end when the gateway stops.
 */
@NullMarked
package lab.gateway.live;

import org.jspecify.annotations.NullMarked;
