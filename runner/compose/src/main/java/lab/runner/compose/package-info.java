/**
 * The lab as containers of a Compose project, driven through the {@code docker} command. The nodes
 * have the same names as in the lab of processes, so that commands and experiments are the same
 * too.
 */
@NullMarked
package lab.runner.compose;

import org.jspecify.annotations.NullMarked;
