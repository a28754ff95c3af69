/** The way in: every request enters here and is sent to a healthy instance. */
@NullMarked
package lab.gateway;

import org.jspecify.annotations.NullMarked;
