package lab.loadtest.queuetracker;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that reconnects when it is cut off, and counts what it missed. Like the service's
 * own page it waits 100 ms plus a random time below a bound that doubles from 500 ms on (full
 * jitter, Brooker, "Exponential Backoff And Jitter"); here the bound is at most 5 s.
 */
final class StormSocket {
  private static final long LEAST_MILLIS = 100;
  private static final long FIRST_MILLIS = 500;
  private static final long MOST_MILLIS = 5_000;

  private final QueueApi api;
  private final String location;
  private final boolean resume;
  private volatile boolean closed;
  private @Nullable WebSocket socket;
  private long bound = FIRST_MILLIS;
  private long last = -1;
  private long missed;
  private long backwards;
  private int cuts;
  private long backAtNanos;
  private boolean connected;

  /**
   * Not connected yet.
   *
   * @param resume whether it says what it saw last when it reconnects
   */
  StormSocket(QueueApi api, String location, boolean resume) {
    this.api = api;
    this.location = location;
    this.resume = resume;
  }

  String location() {
    return location;
  }

  /** Completes when the subscription has been sent or could not be sent. */
  CompletableFuture<?> connect() {
    if (closed) {
      return CompletableFuture.completedFuture(true);
    }
    return TextSocket.open(api.http(), api.resolve("/"), this::message, this::cut)
        .thenCompose(this::subscribe)
        .handle((_, refused) -> {
          if (refused != null) {
            again();
          }
          return true;
        });
  }

  /** Never fails: if the socket is cut off meanwhile, {@link TextSocket} reports it. */
  private CompletableFuture<Boolean> subscribe(WebSocket opened) {
    Long after;
    synchronized (this) {
      socket = opened;
      after = resume && last >= 0 ? Long.valueOf(last) : null;
    }
    return opened
        .sendText(TextSocket.subscription(location, after), true)
        .handle((_, failure) -> {
          synchronized (this) {
            if (failure == null) {
              connected = true;
              bound = FIRST_MILLIS;
              backAtNanos = System.nanoTime();
            } else {
              opened.abort();
            }
          }
          return true;
        });
  }

  private synchronized void message(String text) {
    if (!text.contains("\"queue_update\"")) {
      return;
    }
    long seq = Fields.last(text, "seq");
    boolean snapshot = text.contains("\"snapshot\":true");
    if (last < 0) {
      last = seq;
    } else if (seq > last) {
      missed += seq - last - (snapshot ? 0 : 1);
      last = seq;
    } else if (seq < last || !snapshot) {
      backwards++;
    }
  }

  private void cut() {
    synchronized (this) {
      connected = false;
      cuts++;
    }
    again();
  }

  private void again() {
    if (closed) {
      return;
    }
    long wait;
    synchronized (this) {
      wait = LEAST_MILLIS + ThreadLocalRandom.current().nextLong(bound);
      bound = Math.min(2 * bound, MOST_MILLIS);
    }
    CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS)
        .execute(() -> {
          var _ = connect();
        });
  }

  synchronized boolean has(long seq) {
    return connected && last >= seq;
  }

  synchronized boolean wasCut() {
    return cuts > 0;
  }

  /** When it subscribed over its present connection, as {@link System#nanoTime}. */
  synchronized long backAtNanos() {
    return backAtNanos;
  }

  /** Changes that were not delivered one by one; a snapshot delivers none. */
  synchronized long missed() {
    return missed;
  }

  /** Messages that came after a later one, or twice. */
  synchronized long backwards() {
    return backwards;
  }

  synchronized void close() {
    closed = true;
    if (socket != null) {
      socket.abort();
    }
  }
}
