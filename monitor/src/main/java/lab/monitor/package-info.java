/**
 * The lab's own exporter: polls every node, keeps the faults that the lab injected and the metrics
 * that a load generator pushes, and exposes them to Prometheus. {@code docs/metrics.md} lists the
 * names.
 */
@NullMarked
package lab.monitor;

import org.jspecify.annotations.NullMarked;
