/**
 * How long someone who joins now will wait, with an uncertainty range, and a simulated day with a
 * known truth to judge the prediction by.
 */
@NullMarked
package lab.queuetracker.prediction;

import org.jspecify.annotations.NullMarked;
