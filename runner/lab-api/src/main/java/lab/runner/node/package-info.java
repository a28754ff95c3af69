/**
 * Nodes as seen from outside: their kinds, the states that they can be in, and what is reported of
 * each.
 */
@NullMarked
package lab.runner.node;

import org.jspecify.annotations.NullMarked;
