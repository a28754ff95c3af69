/** How a service measures: the same histograms and the same families everywhere. */
@NullMarked
package lab.platform.metrics;

import org.jspecify.annotations.NullMarked;
