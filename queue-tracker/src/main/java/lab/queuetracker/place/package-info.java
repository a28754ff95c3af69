/**
 * The places that have a queue: where they are and how many counters they have. They are invented,
 * but located in real cities, and are the same in every process that uses the same number.
 */
@NullMarked
package lab.queuetracker.place;

import org.jspecify.annotations.NullMarked;
