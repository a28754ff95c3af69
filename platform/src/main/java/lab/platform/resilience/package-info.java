/**
 * What keeps a slow or unavailable store from taking a service down with it, and one exception for
 * "the store is unavailable".
 */
@NullMarked
package lab.platform.resilience;

import org.jspecify.annotations.NullMarked;
