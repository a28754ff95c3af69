/**
 * Aggregates a place's changes over time: how many people come and are served in which hours, how
 * long they wait, and whether that adds up. Reads the changes from Kafka, adds each up once in
 * PostgreSQL, and serves the sums.
 */
@NullMarked
package lab.queuetracker.analytics;

import org.jspecify.annotations.NullMarked;
