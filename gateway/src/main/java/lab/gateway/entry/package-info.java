/**
 * What happens to every request at the door: correlation, limits, time taken, errors as problem
 * details, and the drain at the end of the process's life. Nothing here knows of instances.
 */
@NullMarked
package lab.gateway.entry;

import org.jspecify.annotations.NullMarked;
