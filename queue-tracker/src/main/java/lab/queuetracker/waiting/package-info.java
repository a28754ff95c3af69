/** How long someone who joins a line now will wait: the prediction, fed by the changes. */
@NullMarked
package lab.queuetracker.waiting;

import org.jspecify.annotations.NullMarked;
