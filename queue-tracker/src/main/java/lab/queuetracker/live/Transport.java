package lab.queuetracker.live;

/** How a subscriber is reached. */
enum Transport {
  WEBSOCKET,
  SSE,
  POLL
}
