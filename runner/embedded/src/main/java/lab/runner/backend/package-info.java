/**
 * PostgreSQL, Redis and Kafka as nodes: how single servers form a replicated pair, a cluster, a
 * quorum.
 */
@NullMarked
package lab.runner.backend;

import org.jspecify.annotations.NullMarked;
