package lab.gateway.live;

import java.util.Locale;

/** The ways in which a client is kept up to date. */
public enum Kind {
  WEBSOCKET,
  /** Server-sent events: one response that does not end. */
  SSE,
  /** Long polls: a response that is held back until there is news, or for a while. */
  POLL;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
