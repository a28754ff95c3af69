/**
 * How long someone who joins now will wait, how sure that is, and a simulated day with a known
 * truth to judge it by.
 */
@NullMarked
package lab.queuetracker.prediction;

import org.jspecify.annotations.NullMarked;
