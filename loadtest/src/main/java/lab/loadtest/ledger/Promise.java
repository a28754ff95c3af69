package lab.loadtest.ledger;

/**
 * Something that was created and acknowledged by the service: a line of the ledger.
 *
 * @param id the service's id of it
 * @param content what was requested
 * @param key the idempotency key of the request
 * @param at epoch milliseconds of the acknowledgement
 */
public record Promise(String id, String content, String key, long at) {}
