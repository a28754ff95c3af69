/** Errors that clients see, after RFC 9457: one list of them. */
@NullMarked
package lab.gateway.problem;

import org.jspecify.annotations.NullMarked;
