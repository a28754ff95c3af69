/**
 * Experiments as data, the engine that runs them on a lab, and the verdicts. An experiment breaks
 * something on purpose under load, in a control arm and a treatment arm, and reports what happened
 * to users and to every acknowledged write.
 */
@NullMarked
package lab.runner.experiment;

import org.jspecify.annotations.NullMarked;
