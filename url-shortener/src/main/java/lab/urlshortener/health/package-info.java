/**
 * Whether this instance wants traffic, and how it bows out. It has no word of links in it, so that
 * it can serve any service.
 */
@NullMarked
package lab.urlshortener.health;

import org.jspecify.annotations.NullMarked;
