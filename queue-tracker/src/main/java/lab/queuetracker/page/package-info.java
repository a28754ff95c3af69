/**
 * The page on which people watch the lines: files that the service hands out as they are, and the
 * headers that keep anything else out of them.
 */
@NullMarked
package lab.queuetracker.page;

import org.jspecify.annotations.NullMarked;
