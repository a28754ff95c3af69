package lab.gateway.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service, and which of them gets the next request: the less loaded of two
 * drawn at random (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 2001;
 * load is what is in flight of the same kind, so a slow or hung instance automatically gets fewer).
 *
 * <p>Instances that are down or ejected get nothing as long as another is eligible. When none is,
 * all are tried ("panic" in Envoy's words): if the checks call everything dead, it is more likely
 * that the checks are wrong, and trying costs little. Only those that refuse connections are still
 * left out if another does not, because that is certain, and because an instance that refuses at
 * once would always be the less loaded one.
 *
 * <p>When a request fails, either the request or its instance may be to blame. It is certainly the
 * instance if no connection can be established. Otherwise the instance is compared with its peers:
 * on the same request, if that was also tried on another instance and answered there ({@link
 * #outdone}); else on the same route ({@link Outlier}). If all fail alike, so that there is no
 * better choice, none is ejected; nor is the last eligible one, except for failed connections.
 */
public final class Service {
  private final String name;
  private volatile List<Instance> instances;
  private volatile long pickedAt = System.nanoTime();

  Service(String name, List<Instance> instances) {
    this.name = name;
    this.instances = List.copyOf(instances);
  }

  public String name() {
    return name;
  }

  public List<Instance> instances() {
    return instances;
  }

  /** How long ago the last request for it came. */
  public Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - pickedAt);
  }

  void become(List<Instance> now) {
    instances = List.copyOf(now);
  }

  /** The instance for a request's next try, of the best standing left; null if all were tried. */
  public @Nullable Instance pick(Collection<Instance> tried, Load load) {
    pickedAt = System.nanoTime();
    return pick(tried, load, ThreadLocalRandom.current());
  }

  @Nullable Instance pick(Collection<Instance> tried, Load load, RandomGenerator random) {
    List<Instance> present = instances;
    List<Instance> candidates = new ArrayList<>(present.size());
    Instance.Standing best = Instance.Standing.REFUSING;
    for (Instance instance : present) {
      Instance.Standing standing = instance.standing();
      if (tried.contains(instance) || standing.compareTo(best) < 0) {
        continue;
      }
      if (standing != best) {
        best = standing;
        candidates.clear();
      }
      candidates.add(instance);
    }
    if (candidates.size() > 1) {
      candidates = sparing(candidates, random);
    }
    return switch (candidates.size()) {
      case 0 -> null;
      case 1 -> candidates.getFirst();
      default -> lessLoadedOfTwo(candidates, load, random);
    };
  }

  /** An instance answered a request on a route. */
  public void succeeded(Instance instance, String route) {
    instance.succeeded(route);
  }

  /** An instance failed a request on a route; true if it was ejected for it. */
  public boolean failed(Instance instance, String route, Failure failure) {
    boolean comparable =
        switch (failure) {
          case REFUSED, UNREACHABLE, SATURATED -> false;
          case TIMEOUT, IO, STATUS -> true;
        };
    return instance.failed(route, failure) || (comparable && ejectIfOutlier(instance, route));
  }

  /** One at a time, so that two instances are not ejected because each relies on the other. */
  private synchronized boolean ejectIfOutlier(Instance instance, String route) {
    List<Answers> peers = eligiblePeers(instance).map(peer -> peer.answers(route)).toList();
    return !peers.isEmpty() && Outlier.isIt(instance.answers(route), peers) && instance.eject();
  }

  /**
   * An instance did not answer a request, or broke it off, and another then answered it in no more
   * time; true if the instance was ejected, as it is after some of these in a row.
   */
  public synchronized boolean outdone(Instance instance) {
    return eligiblePeers(instance).findAny().isPresent() && instance.outdone();
  }

  private Stream<Instance> eligiblePeers(Instance instance) {
    return instances.stream().filter(peer -> peer != instance && peer.isEligible());
  }

  /** Whether an untried instance stands at least as well as the best of those tried. */
  public boolean hasAlternative(Collection<Instance> tried) {
    Instance.Standing bestTried = Instance.Standing.REFUSING;
    Instance.@Nullable Standing bestLeft = null;
    for (Instance instance : instances) {
      Instance.Standing standing = instance.standing();
      if (tried.contains(instance)) {
        bestTried = standing.compareTo(bestTried) > 0 ? standing : bestTried;
      } else if (bestLeft == null || standing.compareTo(bestLeft) > 0) {
        bestLeft = standing;
      }
    }
    return bestLeft != null && bestLeft.compareTo(bestTried) >= 0;
  }

  /** Skips each warming instance with a probability that shrinks as it warms up. */
  private static List<Instance> sparing(List<Instance> candidates, RandomGenerator random) {
    List<Instance> kept = new ArrayList<>(candidates.size());
    for (Instance candidate : candidates) {
      double weight = candidate.weight();
      if (weight >= 1 || random.nextDouble() < weight) {
        kept.add(candidate);
      }
    }
    return kept.isEmpty() ? candidates : kept;
  }

  private static Instance lessLoadedOfTwo(
      List<Instance> candidates, Load load, RandomGenerator random) {
    int first = random.nextInt(candidates.size());
    int second = random.nextInt(candidates.size() - 1);
    Instance one = candidates.get(first);
    Instance other = candidates.get(second < first ? second : second + 1);
    return one.carries(load) <= other.carries(load) ? one : other;
  }
}
