/**
 * The places that have a queue: where they are and how many counters they have. They are invented,
 * but stand in real cities, and are the same in every process that asks for the same number.
 */
@NullMarked
package lab.queuetracker.place;

import org.jspecify.annotations.NullMarked;
