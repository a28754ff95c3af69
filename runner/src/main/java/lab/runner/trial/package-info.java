/**
 * Experiments whose measurements are their own: how old an answer is, how many changes were lost,
 * how long a change is on its way. A {@link lab.runner.trial.Trial} measures, the file says what to
 * expect of it in each arm, and the judge compares.
 */
@NullMarked
package lab.runner.trial;

import org.jspecify.annotations.NullMarked;
