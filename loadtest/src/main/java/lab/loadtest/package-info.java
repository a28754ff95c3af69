/**
 * Everything that simulates users. It is a program of its own, so that its garbage collection and
 * its CPU use do not disturb the runner, which judges. A {@link lab.loadtest.Workload} simulates
 * users on a {@link lab.loadtest.Stage}; services add theirs by {@link java.util.ServiceLoader}.
 */
@NullMarked
package lab.loadtest;

import org.jspecify.annotations.NullMarked;
