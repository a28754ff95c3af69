/** The queue tracker, as a client sees it: for traffic and for trials. */
@NullMarked
package lab.runner.queue;

import org.jspecify.annotations.NullMarked;
