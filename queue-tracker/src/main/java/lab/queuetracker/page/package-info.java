/**
 * The page on which people watch the lines: static files, and the headers that keep anything else
 * out of them.
 */
@NullMarked
package lab.queuetracker.page;

import org.jspecify.annotations.NullMarked;
