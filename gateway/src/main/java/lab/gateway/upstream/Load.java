package lab.gateway.upstream;

/**
 * What an instance has to do, in two kinds that are balanced each by itself. A live connection
 * lasts for hours and costs next to nothing: counted as requests, those of an instance that has
 * many would keep all requests away from it.
 */
public enum Load {
  /** Requests, answered within seconds. */
  REQUESTS,
  /** WebSockets, streams of events and long polls. */
  LIVE
}
