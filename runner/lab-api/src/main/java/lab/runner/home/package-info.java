/**
 * The lab's folder: where state, logs, data and prepared programs live, and why it cannot be used
 * if it cannot.
 */
@NullMarked
package lab.runner.home;

import org.jspecify.annotations.NullMarked;
