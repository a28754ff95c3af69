/**
 * Tells Kafka of each redirect, off the hot path. A click may be lost, a redirect never waits for
 * one.
 */
@NullMarked
package lab.urlshortener.click;

import org.jspecify.annotations.NullMarked;
