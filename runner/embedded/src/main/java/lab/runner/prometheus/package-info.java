/**
 * Prometheus beside the embedded lab, if the user has it: found, configured for the lab's nodes,
 * started and ended with the lab. It is not a node: the lab works without it.
 */
@NullMarked
package lab.runner.prometheus;

import org.jspecify.annotations.NullMarked;
