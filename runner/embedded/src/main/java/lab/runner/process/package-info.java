/** Supervision of a single server, which is a process of its own, from planned to dead. */
@NullMarked
package lab.runner.process;

import org.jspecify.annotations.NullMarked;
