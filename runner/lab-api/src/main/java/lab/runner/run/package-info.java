/**
 * One run at a time on a lab: who has the lab, for how long, what it has changed, and what is
 * undone and written for it when it disappears.
 */
@NullMarked
package lab.runner.run;

import org.jspecify.annotations.NullMarked;
