package lab.queuetracker.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The way to one subscriber. Called by one thread at a time; may block for as long as the
 * subscriber takes.
 */
interface Sink {
  /** Of one line in their order. */
  void send(List<Update> updates) throws IOException;

  /** Shows the subscriber, and all between, that the connection lives. */
  void beat() throws IOException;

  /** Asks the subscriber to connect again, in that time, and ends the connection. */
  void sendAway(Duration retry) throws IOException;

  /** Ends the connection. */
  void close();
}
