/**
 * Refusing to start, with a reason and a remedy. A service that cannot keep its guarantees should
 * not take traffic.
 */
@NullMarked
package lab.platform.startup;

import org.jspecify.annotations.NullMarked;
