/** Errors that clients see, in the format of RFC 9457: one list of them all. */
@NullMarked
package lab.gateway.problem;

import org.jspecify.annotations.NullMarked;
