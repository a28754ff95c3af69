/**
 * One run at a time on a lab: who has the lab, for how long, what it has changed, and what is put
 * back and written when it goes away without a word.
 */
@NullMarked
package lab.runner.run;

import org.jspecify.annotations.NullMarked;
