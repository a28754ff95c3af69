/**
 * What keeps a store that is slow or away from taking a service with it, and one name for 'the
 * store is away'.
 */
@NullMarked
package lab.platform.resilience;

import org.jspecify.annotations.NullMarked;
