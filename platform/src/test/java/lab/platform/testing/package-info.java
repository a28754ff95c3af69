/** A service that has all of the platform and nothing of its own, on real servers. */
@org.jspecify.annotations.NullMarked
package lab.platform.testing;
