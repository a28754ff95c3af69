/**
 * What every HTTP response shares: problem documents, correlation ids, request metrics, and the
 * server's tuning.
 */
@NullMarked
package lab.platform.web;

import org.jspecify.annotations.NullMarked;
