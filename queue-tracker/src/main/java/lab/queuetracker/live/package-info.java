/**
 * Live updates: every instance's changes reach every instance's subscribers, over WebSocket,
 * server-sent events or long polling, all from one hub.
 */
@NullMarked
package lab.queuetracker.live;

import org.jspecify.annotations.NullMarked;
