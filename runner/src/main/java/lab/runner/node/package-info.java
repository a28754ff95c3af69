/**
 * One server under supervision: how it is started, what state it is in, how it ends. A node that
 * dies is shown dead and stays so until it is started again.
 */
@NullMarked
package lab.runner.node;

import org.jspecify.annotations.NullMarked;
