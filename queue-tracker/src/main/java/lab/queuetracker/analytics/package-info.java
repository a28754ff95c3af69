/**
 * What a place's changes come to over time: how many come and are served in which hours, how long
 * they wait, and whether that adds up. Takes the changes from Kafka, adds each up once in
 * PostgreSQL, and answers for the sums.
 */
@NullMarked
package lab.queuetracker.analytics;

import org.jspecify.annotations.NullMarked;
