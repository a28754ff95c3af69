package lab.platform.kafka;

import org.apache.kafka.common.Uuid;

/**
 * A topic as it is now. One that was lost and made again has the name of the old, and offsets that
 * look like the old one's, but another id (KIP-516).
 */
public record Topic(String name, Uuid id, int partitions) {}
