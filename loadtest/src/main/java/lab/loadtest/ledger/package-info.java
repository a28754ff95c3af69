/**
 * What a service acknowledged to its users: written down before anything else is done with it, and
 * read back at the end.
 */
@NullMarked
package lab.loadtest.ledger;

import org.jspecify.annotations.NullMarked;
