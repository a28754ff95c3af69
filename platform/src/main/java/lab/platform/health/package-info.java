/** Whether this instance wants traffic, and how it shuts down. */
@NullMarked
package lab.platform.health;

import org.jspecify.annotations.NullMarked;
