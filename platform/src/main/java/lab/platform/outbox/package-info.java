/**
 * The transactional outbox: what a service writes into a table in the transaction of its change is
 * brought to Kafka, in order, at least once.
 */
@NullMarked
package lab.platform.outbox;

import org.jspecify.annotations.NullMarked;
