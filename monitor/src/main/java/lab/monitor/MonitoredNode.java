package lab.monitor;

/**
 * A node that the monitor watches.
 *
 * @param name {@code postgres-1}: the label {@code node}
 * @param kind {@code postgres}, {@code redis}, {@code kafka}, {@code gateway}, or a service's name
 * @param question how to find out whether it lives, and how it is
 */
public record MonitoredNode(String name, String kind, Question question) {}
