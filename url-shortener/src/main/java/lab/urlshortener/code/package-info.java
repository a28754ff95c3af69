/**
 * Makes the codes of short URLs. Ids are leased in ranges from PostgreSQL and permuted by a keyed
 * cipher, so that no code comes twice and none gives away the next.
 */
@NullMarked
package lab.urlshortener.code;

import org.jspecify.annotations.NullMarked;
