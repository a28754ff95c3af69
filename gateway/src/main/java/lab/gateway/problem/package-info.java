/** Errors that clients see, after RFC 9457. One list of them, none with an exception's text. */
@NullMarked
package lab.gateway.problem;

import org.jspecify.annotations.NullMarked;
