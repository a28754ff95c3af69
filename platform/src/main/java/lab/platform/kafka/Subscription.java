package lab.platform.kafka;

/**
 * What a member of a consumer group subscribes to.
 *
 * @param kafka the brokers
 * @param group the consumer group, which divides the partitions among its members
 * @param batch the most events of one poll
 */
public record Subscription(Kafka kafka, String topic, String group, int batch) {}
