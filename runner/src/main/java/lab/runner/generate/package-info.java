/**
 * Writes what the services' descriptors say into the files that people read and other programs
 * want: Compose's, {@code .env}. Each such part stands between two marks, and what is outside them
 * is written by hand.
 */
@NullMarked
package lab.runner.generate;

import org.jspecify.annotations.NullMarked;
