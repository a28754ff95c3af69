/**
 * The lab's own exporter: asks every node how it is, keeps the faults that the lab itself made and
 * the figures that a load generator pushes, and tells Prometheus. {@code docs/metrics.md} has the
 * names.
 */
@NullMarked
package lab.monitor;

import org.jspecify.annotations.NullMarked;
