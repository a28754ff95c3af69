package lab.platform.outbox;

/**
 * A row of the outbox, as Kafka gets it.
 *
 * @param id orders the rows; a number that a later row never has again
 * @param key the record's: messages of one key stay in order
 * @param value the record's, as UTF-8
 */
public record Message(long id, String key, String value) {}
