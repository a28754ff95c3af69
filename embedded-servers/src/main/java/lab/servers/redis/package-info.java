/**
 * Redis Cluster as child processes. A cache here: it keeps nothing on disk but who belongs to the
 * cluster, and a node that comes back fetches its data from its peers.
 */
@NullMarked
package lab.servers.redis;

import org.jspecify.annotations.NullMarked;
