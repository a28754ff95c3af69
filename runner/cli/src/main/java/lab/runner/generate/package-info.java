/**
 * Writes what the services' descriptors say into files that people and other programs read, such as
 * Compose's files and {@code .env}. Generated parts are between two marks; what is outside them is
 * written by hand.
 */
@NullMarked
package lab.runner.generate;

import org.jspecify.annotations.NullMarked;
