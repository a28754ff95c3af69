/** Traces for {@code ./lab trace}: received, kept for a while, and drawn. */
@NullMarked
package lab.runner.trace;

import org.jspecify.annotations.NullMarked;
