/**
 * Which nodes make up a lab. A topology is a YAML file that says how many there are of each backend
 * and of a service; a layout is that with the services that were asked for.
 */
@NullMarked
package lab.runner.topology;

import org.jspecify.annotations.NullMarked;
