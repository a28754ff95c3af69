package lab.platform.outbox;

/**
 * A row of the outbox, as it is sent to Kafka.
 *
 * @param id orders the rows; never reused by a later row
 * @param key the record's key: messages with the same key stay in order
 * @param value the record's value, sent as UTF-8
 */
public record Message(long id, String key, String value) {}
