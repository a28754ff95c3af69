/**
 * The entry point: every request arrives here and is sent to an instance that can answer it. The
 * root package holds only the process; the packages below hold what it does.
 */
@NullMarked
package lab.gateway;

import org.jspecify.annotations.NullMarked;
