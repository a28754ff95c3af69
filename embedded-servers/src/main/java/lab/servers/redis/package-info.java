/**
 * Redis Cluster as child processes. It is a cache here: it stores nothing on disk except the
 * cluster membership, and a node that comes back fetches its data from its peers.
 */
@NullMarked
package lab.servers.redis;

import org.jspecify.annotations.NullMarked;
