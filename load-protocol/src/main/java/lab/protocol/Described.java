package lab.protocol;

import java.util.List;

/**
 * How a workload describes itself; {@code loadtest.jar describe} prints a list of these.
 *
 * @param name as experiment files refer to it
 * @param operations the kinds of request whose time series it records, such as {@code read}; empty
 *     if it records none and has only its own measures
 * @param measures its own measures, in the order in which the report shows them
 */
public record Described(String name, List<String> operations, List<Measure> measures) {}
