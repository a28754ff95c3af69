/**
 * Active health checks: asks every instance how it is, all the time. What it learns goes into the
 * instance, where the picking sees it.
 */
@NullMarked
package lab.gateway.health;

import org.jspecify.annotations.NullMarked;
