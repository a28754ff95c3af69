package lab.platform.kafka;

/**
 * What a member of a consumer group asks for.
 *
 * @param bootstrapServers {@code host:port,…} of the brokers
 * @param group among whose members the partitions are divided
 * @param batch how many events come at a time, at most
 */
public record Subscription(String bootstrapServers, String topic, String group, int batch) {}
