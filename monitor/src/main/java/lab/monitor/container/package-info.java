/**
 * The monitor in a container of its own: its configuration, how it finds the other containers by
 * the engine's DNS and their usage by the control groups, and its HTTP interface.
 */
@NullMarked
package lab.monitor.container;

import org.jspecify.annotations.NullMarked;
