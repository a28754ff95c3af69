/**
 * Starts the lab's servers as child processes and ends them: unprivileged, each {@code kill
 * -9}-able on its own, none outliving the lab. Knows nothing about what the processes are.
 */
@NullMarked
package lab.servers.process;

import org.jspecify.annotations.NullMarked;
