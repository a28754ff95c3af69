/**
 * The runner's process: it brings a topology up, owns every node, and answers the command line over
 * loopback. It ends with everything it started.
 */
@NullMarked
package lab.runner.daemon;

import org.jspecify.annotations.NullMarked;
