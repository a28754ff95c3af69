/**
 * The real stores, and the service on them, for integration tests. Every store can be killed and
 * restarted.
 */
@org.jspecify.annotations.NullMarked
package lab.queuetracker.testing;
