/**
 * What every use of PostgreSQL shares: patience at the start, and quick recovery after a failover.
 */
@NullMarked
package lab.platform.postgres;

import org.jspecify.annotations.NullMarked;
