/**
 * The ladder in front of PostgreSQL: in-process cache, Redis, database. It keeps redirects quick,
 * and alive while a store is down.
 */
@NullMarked
package lab.urlshortener.cache;

import org.jspecify.annotations.NullMarked;
