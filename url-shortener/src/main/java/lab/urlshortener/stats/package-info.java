/**
 * How often each link was followed: consumes the clicks that redirects send to Kafka, adds them up
 * in PostgreSQL, each once, and serves the counts.
 */
@NullMarked
package lab.urlshortener.stats;

import org.jspecify.annotations.NullMarked;
