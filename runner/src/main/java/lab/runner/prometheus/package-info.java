/**
 * Prometheus beside the embedded lab, if the user has it: found, configured for the nodes that
 * there are, started and ended with the lab. No node: the lab works without.
 */
@NullMarked
package lab.runner.prometheus;

import org.jspecify.annotations.NullMarked;
