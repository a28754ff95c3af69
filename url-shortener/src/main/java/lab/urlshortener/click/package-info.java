/**
 * Reports each redirect to Kafka, off the hot path. A click may be lost; a redirect never waits for
 * it.
 */
@NullMarked
package lab.urlshortener.click;

import org.jspecify.annotations.NullMarked;
