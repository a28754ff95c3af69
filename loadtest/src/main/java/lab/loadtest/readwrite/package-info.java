/**
 * A load of users who read things of a service, a few of them all the time, and now and then create
 * a new one. Seeding, judging and reading back are done here. A service describes what is special
 * about it: a {@link lab.loadtest.readwrite.Resource}.
 */
@NullMarked
package lab.loadtest.readwrite;

import org.jspecify.annotations.NullMarked;
