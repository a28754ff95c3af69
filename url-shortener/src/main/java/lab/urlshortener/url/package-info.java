/**
 * URLs as browsers parse them: the URL Standard of the WHATWG (url.spec.whatwg.org), as far as it
 * concerns http and https, with hosts by UTS 46.
 */
@NullMarked
package lab.urlshortener.url;

import org.jspecify.annotations.NullMarked;
