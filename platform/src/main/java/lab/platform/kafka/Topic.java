package lab.platform.kafka;

import org.apache.kafka.common.Uuid;

/**
 * A topic as it is now. One that was lost and created again has the old name, and offsets that look
 * like the old ones, but a different id (KIP-516).
 */
public record Topic(String name, Uuid id, int partitions) {}
