/**
 * The engine of the open model: a clock that says when each request is due, a loop that sends them,
 * and a recording that measures each from that time. It does not depend on any service or any
 * load-testing tool.
 */
@NullMarked
package lab.loadtest.open;

import org.jspecify.annotations.NullMarked;
