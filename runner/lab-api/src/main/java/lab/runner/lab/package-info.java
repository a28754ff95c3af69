/**
 * The interface to a lab: what it can be asked and what can be done to it, however its nodes run.
 */
@NullMarked
package lab.runner.lab;

import org.jspecify.annotations.NullMarked;
