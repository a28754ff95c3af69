/**
 * The lab's folder: where state, logs, data and prepared programs live, and what is wrong with it
 * when it cannot be used.
 */
@NullMarked
package lab.runner.home;

import org.jspecify.annotations.NullMarked;
