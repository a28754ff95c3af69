/**
 * Puts an open-model load on the URL shortener and measures it from each request's intended send
 * time. It is a program of its own so that its garbage collection and its CPU stay apart from the
 * engine that judges the run.
 */
@NullMarked
package lab.loadtest;

import org.jspecify.annotations.NullMarked;
