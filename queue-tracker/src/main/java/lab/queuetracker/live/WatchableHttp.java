package lab.queuetracker.live;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, with connections that can be checked while their request waits. Tomcat reads
 * nothing from such a connection, so it does not notice that the client is gone before it writes.
 * Public, because Tomcat creates it by its name.
 */
public final class WatchableHttp extends Http11NioProtocol {
  @Override
  protected Processor createProcessor() {
    return new Watchable(this, getAdapter());
  }

  /** The result of checking a connection. */
  enum Look {
    /** The client waits, or cannot be checked just now. */
    QUIET,
    /**
     * It broke the connection, closed its sending side, or sends something though it should wait.
     */
    STIRRED,
    /** It is closed, or the request is over. */
    OVER
  }

  /** A request's connection, which the request returns as {@code getServletConnection()}. */
  static final class Connection implements ServletConnection {
    private final Watchable processor;
    private final SocketWrapperBase<?> socket;
    private final ServletConnection connection;

    private Connection(
        Watchable processor, SocketWrapperBase<?> socket, ServletConnection connection) {
      this.processor = processor;
      this.socket = socket;
      this.connection = connection;
    }

    /**
     * Reads what has arrived, without waiting, into the buffer from which the server will take the
     * next request; so no input is lost. It reads only while the request waits, and never at the
     * same time as others: whoever works on a connection holds its lock.
     */
    Look look() {
      ReentrantLock lock = socket.getLock();
      if (!lock.tryLock()) {
        return Look.QUIET;
      }
      try {
        if (socket.isClosed() || !processor.isOf(socket)) {
          return Look.OVER;
        }
        return processor.isAsync() && socket.isReadyForRead() ? Look.STIRRED : Look.QUIET;
      } catch (IOException e) { // its end, or an error
        return Look.STIRRED;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public String getConnectionId() {
      return connection.getConnectionId();
    }

    @Override
    public String getProtocol() {
      return connection.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
      return connection.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
      return connection.isSecure();
    }
  }

  private static final class Watchable extends Http11Processor {
    Watchable(WatchableHttp protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    /** A processor is reused for different connections. */
    boolean isOf(SocketWrapperBase<?> socket) {
      return getSocketWrapper() == socket;
    }

    @Override
    protected ServletConnection getServletConnection() {
      return new Connection(this, getSocketWrapper(), super.getServletConnection());
    }
  }
}
