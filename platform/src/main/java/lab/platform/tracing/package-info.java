/**
 * Traces by OpenTelemetry, off unless asked for. Spans are made by hand, where something happens
 * that a reader of a trace wants to see.
 */
@NullMarked
package lab.platform.tracing;

import org.jspecify.annotations.NullMarked;
