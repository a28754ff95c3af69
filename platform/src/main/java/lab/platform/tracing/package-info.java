/**
 * Tracing by OpenTelemetry, off by default. Spans are created by hand, where something happens that
 * a reader of a trace wants to see.
 */
@NullMarked
package lab.platform.tracing;

import org.jspecify.annotations.NullMarked;
