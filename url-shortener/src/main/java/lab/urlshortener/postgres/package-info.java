/**
 * What every use of PostgreSQL shares: patience at the start, quick recovery after a failover, and
 * one name for 'the store is away'.
 */
@NullMarked
package lab.urlshortener.postgres;

import org.jspecify.annotations.NullMarked;
