package lab.gateway.routing;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import lab.gateway.upstream.Failure;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

/** How a try ended. */
sealed interface Outcome {

  /** The head of a response arrived. */
  record Responded(int status) implements Outcome {
    private static final Set<Integer> RETRYABLE = Set.of(502, 503, 504);

    boolean isServerError() {
      return status >= 500;
    }

    /** Whether the status says "not now" or "not here", so another instance may do better. */
    boolean isRetryable() {
      return RETRYABLE.contains(status);
    }
  }

  /** No response came. */
  record Failed(Failure failure) implements Outcome {}

  static Outcome of(Throwable error) {
    return new Failed(
        switch (error) {
          case ConnectTimeoutException _ -> Failure.UNREACHABLE;
          case ConnectException _ -> Failure.REFUSED;
          case UnknownHostException _ -> Failure.REFUSED;
          case NoRouteToHostException _ -> Failure.REFUSED;
          case PoolAcquirePendingLimitException _ -> Failure.SATURATED;
          case PoolAcquireTimeoutException _ -> Failure.SATURATED;
          case PoolShutdownException _ -> Failure.REFUSED;
          case TimeoutException _ -> Failure.TIMEOUT;
          default -> Failure.IO;
        });
  }
}
