/**
 * Apache Kafka as child processes: brokers that are also controllers (KRaft), alone or as a quorum
 * of three. Small, and tuned so that a dead broker is detected within seconds.
 */
@NullMarked
package lab.servers.kafka;

import org.jspecify.annotations.NullMarked;
