/**
 * Finds the instances of services by DNS: polls the addresses of a name, and tells the service
 * which have come and gone.
 */
@NullMarked
package lab.gateway.discovery;

import org.jspecify.annotations.NullMarked;
