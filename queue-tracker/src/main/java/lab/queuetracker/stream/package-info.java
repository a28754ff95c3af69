/**
 * How a change gets from the instance that made it to all instances: from the outbox in PostgreSQL
 * to Kafka, and from Kafka to every instance's hub.
 */
@NullMarked
package lab.queuetracker.stream;

import org.jspecify.annotations.NullMarked;
