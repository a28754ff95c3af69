/**
 * The instances behind the gateway and what is known of each: its health, its ejection, its load. A
 * {@link lab.gateway.upstream.Service} picks the one that gets the next request.
 */
@NullMarked
package lab.gateway.upstream;

import org.jspecify.annotations.NullMarked;
