package lab.gateway.live;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The right to hold one live connection. Thread-safe. */
public final class Lease {
  private final Kind kind;
  private final @Nullable Object client;
  private final Consumer<Lease> owner;
  private final Sinks.Empty<Void> stop = Sinks.empty();

  Lease(Kind kind, @Nullable Object client, Consumer<Lease> owner) {
    this.kind = kind;
    this.client = client;
    this.owner = owner;
  }

  Kind kind() {
    return kind;
  }

  @Nullable Object client() {
    return client;
  }

  /** Completes when the connection has to end because the gateway is stopping. */
  public Mono<Void> stopped() {
    return stop.asMono();
  }

  void stop() {
    stop.tryEmitEmpty().orThrow();
  }

  /** The connection is gone. Only the first call counts. */
  public void release() {
    owner.accept(this);
  }
}
