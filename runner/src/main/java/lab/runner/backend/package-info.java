/**
 * PostgreSQL, Redis and Kafka as nodes: how the single servers make a replicated pair, a cluster, a
 * quorum.
 */
@NullMarked
package lab.runner.backend;

import org.jspecify.annotations.NullMarked;
