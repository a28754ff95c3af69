/**
 * The cache tiers in front of PostgreSQL: in-process cache, Redis, database. They keep redirects
 * fast, and working while a store is down.
 */
@NullMarked
package lab.urlshortener.cache;

import org.jspecify.annotations.NullMarked;
