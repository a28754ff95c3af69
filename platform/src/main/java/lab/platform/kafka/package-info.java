/** How a service talks to Kafka: with the same time-outs and guarantees everywhere. */
@NullMarked
package lab.platform.kafka;

import org.jspecify.annotations.NullMarked;
