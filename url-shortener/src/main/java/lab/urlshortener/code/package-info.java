/**
 * Makes the codes of short URLs. Ids are leased in ranges from PostgreSQL and permuted by a keyed
 * cipher, so that no code repeats and none reveals the next.
 */
@NullMarked
package lab.urlshortener.code;

import org.jspecify.annotations.NullMarked;
