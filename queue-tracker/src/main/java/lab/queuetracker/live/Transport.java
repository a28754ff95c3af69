package lab.queuetracker.live;

/** How a subscriber is connected. */
enum Transport {
  WEBSOCKET(1),
  SSE(Transport.REQUEST),
  POLL(Transport.REQUEST);

  /** An unanswered request takes Tomcat five times the memory of a WebSocket. */
  static final int REQUEST = 5;

  private final int weight;

  Transport(int weight) {
    this.weight = weight;
  }

  /** Its cost to the instance, in WebSockets. */
  int weight() {
    return weight;
  }
}
