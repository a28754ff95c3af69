package lab.monitor.container;

import java.io.IOException;
import java.security.Security;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import lab.monitor.Monitor;

/** The main program of the monitor's container; {@link Settings} documents its environment. */
public final class MonitorMain {
  private static final System.Logger LOG = System.getLogger(MonitorMain.class.getName());
  private static final int EVERY_SECONDS = 5;

  private MonitorMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Security.setProperty("networkaddress.cache.ttl", "2");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    run(Settings.of(System.getenv()), new Dns.OfSystem(), Clock.systemUTC(), _ -> {});
  }

  /** Passes the port to {@code listening} once it listens; throws when interrupted. */
  static void run(Settings settings, Dns dns, Clock clock, IntConsumer listening)
      throws IOException, InterruptedException {
    var neighbours = new Neighbours(settings, dns, clock);
    var usage = new ContainerUsage(new ControlGroups(settings.controlGroups()), dns, clock);
    try (var monitor = new Monitor(neighbours::nodes, usage, clock);
        var server = new MonitorServer(monitor, settings.port())) {
      LOG.log(System.Logger.Level.INFO, "Listens on {0,number,#}, {1}", server.port(), settings);
      listening.accept(server.port());
      look(neighbours, usage);
      monitor.start();
      while (true) {
        TimeUnit.SECONDS.sleep(EVERY_SECONDS);
        look(neighbours, usage);
      }
    }
  }

  private static void look(Neighbours neighbours, ContainerUsage usage) {
    try {
      neighbours.refresh();
      usage.refresh(neighbours.nodesByAddress());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Not all containers were found", e);
    }
  }
}
