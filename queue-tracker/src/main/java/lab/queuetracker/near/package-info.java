/**
 * The nearest places, found in four ways that give the same result: measuring all of them, a k-d
 * tree, Uber's H3 cells, and Redis' GEOSEARCH.
 */
@NullMarked
package lab.queuetracker.near;

import org.jspecify.annotations.NullMarked;
