/**
 * Which nodes make up a lab. A topology is a YAML file that says how many nodes there are of each
 * backend and service; a layout is a topology together with the chosen services.
 */
@NullMarked
package lab.runner.topology;

import org.jspecify.annotations.NullMarked;
