/** Whether this instance wants traffic, and how it bows out. */
@NullMarked
package lab.platform.health;

import org.jspecify.annotations.NullMarked;
