/**
 * Tells people what an experiment found: a table for the terminal and a page for the browser. Both
 * say it in words first and in figures after.
 */
@NullMarked
package lab.runner.report;

import org.jspecify.annotations.NullMarked;
