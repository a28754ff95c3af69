/**
 * How often each link was followed: consumes the clicks that redirects tell Kafka of, adds them up
 * in PostgreSQL, each once, and answers for them.
 */
@NullMarked
package lab.urlshortener.stats;

import org.jspecify.annotations.NullMarked;
