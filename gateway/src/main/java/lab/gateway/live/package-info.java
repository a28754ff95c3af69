/**
 * Long-lived connections: WebSockets, event streams, long polls. How many are allowed, how many
 * there are, and how they end when the gateway stops.
 */
@NullMarked
package lab.gateway.live;

import org.jspecify.annotations.NullMarked;
