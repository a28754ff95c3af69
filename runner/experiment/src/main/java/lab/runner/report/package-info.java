/**
 * Presents the results of an experiment: as a table for the terminal and as a page for the browser.
 * Both give the findings in words first, then in figures.
 */
@NullMarked
package lab.runner.report;

import org.jspecify.annotations.NullMarked;
