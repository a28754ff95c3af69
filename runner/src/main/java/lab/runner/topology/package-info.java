/**
 * Which nodes make up the lab. A topology is a YAML file that says how many of each kind there are.
 */
@NullMarked
package lab.runner.topology;

import org.jspecify.annotations.NullMarked;
