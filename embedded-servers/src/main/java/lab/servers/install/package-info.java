/**
 * Brings the servers' programs out of their jars onto the disk, once for all labs of a user. Safe
 * with several JVMs at work on one cache folder.
 */
@NullMarked
package lab.servers.install;

import org.jspecify.annotations.NullMarked;
