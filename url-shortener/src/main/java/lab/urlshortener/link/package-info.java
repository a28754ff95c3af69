/**
 * Links: creating them, resolving them, and the HTTP interface to both. PostgreSQL is the source of
 * truth.
 */
@NullMarked
package lab.urlshortener.link;

import org.jspecify.annotations.NullMarked;
