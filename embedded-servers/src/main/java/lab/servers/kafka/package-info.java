/**
 * Apache Kafka as child processes: brokers that are controllers as well (KRaft), alone or as a
 * quorum of three. Tuned so that a dead broker is noticed in seconds, and small.
 */
@NullMarked
package lab.servers.kafka;

import org.jspecify.annotations.NullMarked;
