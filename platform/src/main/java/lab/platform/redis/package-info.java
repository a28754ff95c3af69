/**
 * What every use of the Redis Cluster shares: a connection opened in the background, a short
 * time-out and a circuit breaker. An unavailable Redis is a reply here, not an exception.
 */
@NullMarked
package lab.platform.redis;

import org.jspecify.annotations.NullMarked;
