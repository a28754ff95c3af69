/**
 * The runner's process: it brings a topology up, owns every node, and serves the command line over
 * loopback. When it ends, everything that it started ends too.
 */
@NullMarked
package lab.runner.daemon;

import org.jspecify.annotations.NullMarked;
