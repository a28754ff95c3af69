/**
 * The lab's commands. They are clients of the runner's process or of the container engine; none
 * owns a server itself.
 */
@NullMarked
package lab.runner.cli;

import org.jspecify.annotations.NullMarked;
