/**
 * PostgreSQL 18 as a primary and its synchronous standby, each one process tree. Creates, copies,
 * promotes and re-joins them; when to do so is the runner's decision.
 */
@NullMarked
package lab.servers.postgres;

import org.jspecify.annotations.NullMarked;
