/**
 * URLs as browsers have them: the URL Standard of the WHATWG (url.spec.whatwg.org), as far as it is
 * about http and https, with hosts by UTS 46.
 */
@NullMarked
package lab.urlshortener.url;

import org.jspecify.annotations.NullMarked;
