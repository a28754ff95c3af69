/**
 * What the lab knows about its services. Each describes itself in {@code <service>/service.yml}; no
 * other part of the lab mentions a service by name.
 */
@NullMarked
package lab.runner.descriptor;

import org.jspecify.annotations.NullMarked;
