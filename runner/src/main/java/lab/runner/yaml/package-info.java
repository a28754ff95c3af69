/** How the project's YAML files are read: into records, checked by their constraints. */
@NullMarked
package lab.runner.yaml;

import org.jspecify.annotations.NullMarked;
