/**
 * Finds the instances of services by DNS: asks for the addresses of a name all the time, and tells
 * the service of those that come and go.
 */
@NullMarked
package lab.gateway.discovery;

import org.jspecify.annotations.NullMarked;
