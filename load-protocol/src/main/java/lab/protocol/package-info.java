/**
 * The protocol between the runner and the load generator, which are separate programs: what is to
 * be done, what is happening, what was measured. JSON throughout, one event per line.
 */
@NullMarked
package lab.protocol;

import org.jspecify.annotations.NullMarked;
