/**
 * Our own programs as nodes: unpacked from their jars, started with a generated properties file,
 * and sped up by an ahead-of-time cache.
 */
@NullMarked
package lab.runner.service;

import org.jspecify.annotations.NullMarked;
