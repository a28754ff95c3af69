/**
 * Active health checks: polls every instance's health continuously. The result is kept in the
 * instance, where picking uses it.
 */
@NullMarked
package lab.gateway.health;

import org.jspecify.annotations.NullMarked;
