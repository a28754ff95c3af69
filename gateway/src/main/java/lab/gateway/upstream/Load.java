package lab.gateway.upstream;

/**
 * An instance's work, in two kinds that are balanced separately. A live connection lasts for hours
 * and costs next to nothing: counted as requests, the connections of an instance that has many
 * would keep all requests away from it.
 */
public enum Load {
  /** Requests, answered within seconds. */
  REQUESTS,
  /** WebSockets, streams of events and long polls. */
  LIVE
}
