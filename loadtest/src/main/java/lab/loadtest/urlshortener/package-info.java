/** Users who follow short links and now and then create one. */
@NullMarked
package lab.loadtest.urlshortener;

import org.jspecify.annotations.NullMarked;
