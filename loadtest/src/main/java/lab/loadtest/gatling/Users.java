package lab.loadtest.gatling;

import io.gatling.javaapi.core.ChainBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Map;
import lab.loadtest.NotSeeded;

/**
 * The users of one service: what they request, how it is sent, and which response is correct.
 * Called from many threads.
 *
 * @param <Q> what one user requests
 */
public interface Users<Q extends Request> extends AutoCloseable {
  /** Creates the data that the load needs, before any load. */
  void seed(HttpClient client) throws NotSeeded, InterruptedException;

  /** The kind of this arrival's request. */
  String operation(long arrival);

  /** This arrival's request, of that kind. */
  Q request(long arrival);

  /**
   * A request that is sent before the load, to warm the service up; it changes nothing in the
   * service.
   */
  Q rehearsal(long number);

  /** That request, as sent without Gatling. */
  HttpRequest plain(Q rehearsal);

  /**
   * How Gatling sends requests. {@link Visit#request} is the request of the session's user; what
   * {@link Visit} keeps of the response is judged.
   */
  ChainBuilder chain();

  /** Judges the reply that came at this time, and records what it acknowledges. */
  Outcome finish(Q request, Reply reply, long epochMillis);

  /** Reads back what was acknowledged; returns figures by the name of the measure. */
  Map<String, Double> readBack() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
