/**
 * Real PostgreSQL, Redis and Kafka for the tests of every module, as child processes or containers,
 * selected by one switch. And the architecture rules that the services share.
 */
@NullMarked
package lab.platformtest;

import org.jspecify.annotations.NullMarked;
