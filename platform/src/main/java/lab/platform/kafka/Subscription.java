package lab.platform.kafka;

/**
 * What a member of a consumer group asks for.
 *
 * @param kafka the brokers
 * @param group among whose members the partitions are divided
 * @param batch how many events come at a time, at most
 */
public record Subscription(Kafka kafka, String topic, String group, int batch) {}
