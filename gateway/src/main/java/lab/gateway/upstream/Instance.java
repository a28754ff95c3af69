package lab.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One process that can answer requests, and what the gateway knows of it. Thread-safe. */
public final class Instance {
  private static final double SMALLEST_WEIGHT = 0.1;

  private final String id;
  private final URI uri;
  private final Ticker ticker;
  private final long slowStart;
  private final Health health;
  private final Ejection ejection;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger live = new AtomicInteger();
  private final Map<String, Answers> answers = new ConcurrentHashMap<>();
  private volatile long upSince;
  private volatile boolean refusing;

  Instance(Member member, EjectionProperties ejection, Duration slowStart, Ticker ticker) {
    this.id = member.id();
    this.uri = member.uri();
    this.health = new Health(member.trusted());
    this.ticker = ticker;
    this.slowStart = slowStart.toNanos();
    this.ejection = new Ejection(ejection, ticker);
    this.upSince = ticker.nanos() - this.slowStart;
  }

  public String id() {
    return id;
  }

  /** Scheme, host and port. */
  public URI uri() {
    return uri;
  }

  /** Requests sent to it whose responses are not complete. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Live connections that it holds now through this gateway. */
  public int live() {
    return live.get();
  }

  public void begin(Load load) {
    count(load).incrementAndGet();
  }

  public void end(Load load) {
    count(load).decrementAndGet();
  }

  int carries(Load load) {
    return count(load).get();
  }

  private AtomicInteger count(Load load) {
    return switch (load) {
      case REQUESTS -> inFlight;
      case LIVE -> live;
    };
  }

  void succeeded(String route) {
    ejection.succeeded();
    answers(route).add(false);
    if (refusing) {
      refusing = false;
    }
  }

  /** A request failed; true if that ejected the instance by itself. */
  boolean failed(String route, Failure failure) {
    return switch (failure) {
      case SATURATED -> false;
      case REFUSED -> {
        refusing = true;
        yield eject();
      }
      case UNREACHABLE -> {
        refusing = false;
        yield outdone();
      }
      case TIMEOUT, IO, STATUS -> {
        refusing = false;
        answers(route).add(true);
        yield false;
      }
    };
  }

  /** It failed where another instance did not; true if that ejected it. */
  boolean outdone() {
    return forgetIf(ejection.failed());
  }

  /** Ejects it; false if it is ejected already. */
  boolean eject() {
    return forgetIf(ejection.eject());
  }

  private boolean forgetIf(boolean ejected) {
    if (ejected) {
      answers.values().forEach(Answers::forget);
    }
    return ejected;
  }

  /** Its recent answers on a route. */
  Answers answers(String route) {
    return answers.computeIfAbsent(route, _ -> new Answers(ticker));
  }

  /** A health check ended; true if it changed whether the instance is up. */
  public boolean probed(Probe probe) {
    refusing = probe instanceof Probe.Refused;
    boolean changed = health.record(probe);
    if (changed && health.isUp()) {
      ejection.lift();
      upSince = ticker.nanos();
    }
    return changed;
  }

  /** Whether it should get requests: it is up by its health checks and not ejected. */
  public boolean isEligible() {
    return health.isUp() && !ejection.isActive();
  }

  /** Whether it is this member, not one of the same name at another address. */
  boolean is(Member member) {
    return id.equals(member.id()) && uri.equals(member.uri());
  }

  Standing standing() {
    if (!health.isProven()) {
      return Standing.UNPROVEN;
    }
    if (isEligible()) {
      return Standing.ELIGIBLE;
    }
    return refusing ? Standing.REFUSING : Standing.DOUBTFUL;
  }

  public State state() {
    if (!health.isProven()) {
      return new State.Joining();
    }
    if (!health.isUp()) {
      return new State.Down();
    }
    if (ejection.isActive()) {
      return new State.Ejected(Duration.ofNanos(ejection.until() - ticker.nanos()));
    }
    double weight = weight();
    return weight < 1 ? new State.Warming(weight) : new State.Up();
  }

  /** Its chance of being considered for a request: 1, or less for a while after it came back. */
  double weight() {
    long now = ticker.nanos();
    long up = Math.min(now - upSince, now - ejection.until());
    if (up >= slowStart) {
      return 1;
    }
    return Math.max(SMALLEST_WEIGHT, (double) up / slowStart);
  }

  @Override
  public String toString() {
    return id;
  }

  /** How promising an instance is, from the least to the most. */
  enum Standing {
    /** Just found, and not to be used before it has passed a health check. */
    UNPROVEN,
    /** It refuses connections. */
    REFUSING,
    /** Down or ejected for a reason that may be wrong, or not hold for every request. */
    DOUBTFUL,
    ELIGIBLE
  }

  /** An instance's state. */
  public sealed interface State {
    /** Just found; gets nothing until a health check has passed. */
    record Joining() implements State {}

    /** Gets its full share. */
    record Up() implements State {}

    /** Came back recently and gets only {@code weight} of its share. */
    record Warming(double weight) implements State {}

    /** Gets no requests, because some failed, for {@code remaining} from now. */
    record Ejected(Duration remaining) implements State {}

    /** The health checks say that it cannot serve. */
    record Down() implements State {}
  }
}
