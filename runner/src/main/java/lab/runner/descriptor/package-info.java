/**
 * What the lab knows of its services: each says it of itself, in {@code <service>/service.yml}. No
 * other part of the lab has a service's name in it.
 */
@NullMarked
package lab.runner.descriptor;

import org.jspecify.annotations.NullMarked;
