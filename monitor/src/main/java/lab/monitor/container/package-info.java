/**
 * The monitor as a container of its own: its configuration, how it finds the others by the engine's
 * DNS and what they use by the control groups, and its HTTP side.
 */
@NullMarked
package lab.monitor.container;

import org.jspecify.annotations.NullMarked;
