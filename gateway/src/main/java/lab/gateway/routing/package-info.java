/**
 * Sends a request to an instance and, where that is safe and within budget, to another when the
 * first fails. All of it is one filter of Spring Cloud Gateway, wrapped around the filters that do
 * the sending.
 */
@NullMarked
package lab.gateway.routing;

import org.jspecify.annotations.NullMarked;
