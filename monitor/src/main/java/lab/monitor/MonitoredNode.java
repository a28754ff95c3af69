package lab.monitor;

/**
 * A node that the monitor watches.
 *
 * @param name {@code postgres-1}: the value of the label {@code node}
 * @param kind {@code postgres}, {@code redis}, {@code kafka}, {@code gateway}, or a service's name
 * @param question how to find out whether it is alive, and its state
 */
public record MonitoredNode(String name, String kind, Question question) {}
