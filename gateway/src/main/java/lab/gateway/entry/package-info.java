/**
 * What happens to every request at the entry: correlation, limits, time taken, errors as problem
 * details, and the drain at the end of the process's life. Nothing here knows about instances.
 */
@NullMarked
package lab.gateway.entry;

import org.jspecify.annotations.NullMarked;
