/** The lab's commands. Each is a client of the runner's process; none owns a server itself. */
@NullMarked
package lab.runner.cli;

import org.jspecify.annotations.NullMarked;
