/**
 * The way in: every request enters here and is sent to an instance that can answer it. The root
 * holds the process alone; what it does is in the packages below.
 */
@NullMarked
package lab.gateway;

import org.jspecify.annotations.NullMarked;
