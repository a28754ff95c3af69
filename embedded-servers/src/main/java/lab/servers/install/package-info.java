/**
 * Unpacks the servers' programs from their jars onto the disk, once for all labs of a user. Safe
 * for several JVMs that use one cache folder.
 */
@NullMarked
package lab.servers.install;

import org.jspecify.annotations.NullMarked;
