package lab.queuetracker.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The connection to one subscriber. Called by one thread at a time; may block for as long as the
 * subscriber takes.
 */
interface Sink {
  /** Sends updates of one line, in order. */
  void send(List<Update> updates) throws IOException;

  /** Shows the subscriber, and all proxies in between, that the connection is alive. */
  void beat() throws IOException;

  /** Asks the subscriber to reconnect after that time, and ends the connection. */
  void sendAway(Duration retry) throws IOException;

  /** Ends the connection. */
  void close();
}
