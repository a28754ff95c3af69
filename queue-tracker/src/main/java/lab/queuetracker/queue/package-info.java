/**
 * The lines and those who stand in them: how long each is, who joined, who left, was served or did
 * not show up. In memory (phase 1), in PostgreSQL (phase 2 and 3), with a cache in front.
 */
@NullMarked
package lab.queuetracker.queue;

import org.jspecify.annotations.NullMarked;
