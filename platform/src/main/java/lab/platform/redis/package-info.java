/**
 * What every use of the Redis Cluster shares: a connection that is made in the background, a short
 * time-out and a circuit breaker. Redis away is an answer here, not a failure.
 */
@NullMarked
package lab.platform.redis;

import org.jspecify.annotations.NullMarked;
