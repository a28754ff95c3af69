/**
 * The transactional outbox: what a service writes into a table in the same transaction as its
 * change is delivered to Kafka, in order, at least once.
 */
@NullMarked
package lab.platform.outbox;

import org.jspecify.annotations.NullMarked;
