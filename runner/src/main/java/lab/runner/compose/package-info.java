/**
 * The lab as containers of a Compose project, driven through the {@code docker} command. The nodes
 * have the names that they have as processes, so that commands and experiments are the same.
 */
@NullMarked
package lab.runner.compose;

import org.jspecify.annotations.NullMarked;
