/** Reads the project's YAML files into records and checks their constraints. */
@NullMarked
package lab.yaml;

import org.jspecify.annotations.NullMarked;
