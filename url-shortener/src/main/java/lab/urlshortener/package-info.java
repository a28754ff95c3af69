/** The URL shortener: one service that owns links, their codes and the clicks on them. */
@NullMarked
package lab.urlshortener;

import org.jspecify.annotations.NullMarked;
