package lab.queuetracker.live;

/** How a subscriber is reached. */
enum Transport {
  WEBSOCKET(1),
  SSE(Transport.REQUEST),
  POLL(Transport.REQUEST);

  /** A request that is not answered yet takes Tomcat five times the memory of a WebSocket. */
  static final int REQUEST = 5;

  private final int weight;

  Transport(int weight) {
    this.weight = weight;
  }

  /** What it takes of an instance, in WebSockets. */
  int weight() {
    return weight;
  }
}
