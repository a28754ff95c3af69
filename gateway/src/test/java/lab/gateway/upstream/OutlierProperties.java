package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The laws of blame: a request that fails everywhere is distinguished from a faulty instance. */
class OutlierProperties {
  private static final int REQUESTS = 2_000;
  private static final int ROUTES = 3;

  private long now = Duration.ofDays(2).toNanos();

  private Service service(int instances) {
    return new Service(
        "s", IntStream.range(0, instances).mapToObj(n -> instance("i" + n)).toList());
  }

  private Instance instance(String id) {
    return new Instance(
        new Member(id, URI.create("http://127.0.0.1:1"), true),
        new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)),
        Duration.ZERO,
        () -> now);
  }

  private static String route(int n) {
    return "route-" + n;
  }

  private static List<Instance> ejected(Service service) {
    return service.instances().stream().filter(instance -> !instance.isEligible()).toList();
  }

  /** A request that is answered well, or badly by the instances it is tried on. */
  private void send(Service service, Random random, String route, ToDoubleFunction<Instance> bad) {
    now += Duration.ofMillis(3).toNanos();
    List<Instance> all = service.instances();
    Instance first = all.get(random.nextInt(all.size()));
    answer(service, first, route, random.nextDouble() < bad.applyAsDouble(first), random);
  }

  private static void answer(
      Service service, Instance instance, String route, boolean bad, Random random) {
    if (bad) {
      Failure[] kinds = {Failure.STATUS, Failure.TIMEOUT, Failure.IO};
      service.failed(instance, route, kinds[random.nextInt(kinds.length)]);
    } else {
      service.succeeded(instance, route);
    }
  }

  @Property(tries = 60)
  void instances_that_answer_alike_are_not_ejected_whatever_the_poison_requests(
      @ForAll @IntRange(min = 1, max = 5) int instances,
      @ForAll @Size(ROUTES) List<@DoubleRange(max = 1) Double> poison,
      @ForAll long seed) {
    Service service = service(instances);
    Random random = new Random(seed);
    for (int i = 0; i < REQUESTS; i++) {
      int route = random.nextInt(ROUTES);
      send(service, random, route(route), _ -> poison.get(route));
      assertThat(ejected(service)).isEmpty();
    }
  }

  @Property
  void a_route_that_fails_everywhere_ejects_none_whoever_was_asked_for_it(
      @ForAll @IntRange(min = 1, max = 3) int instances,
      @ForAll @Size(max = 400) List<@IntRange(max = 11) Integer> asked,
      @ForAll long seed) {
    Service service = service(instances);
    Random random = new Random(seed);
    for (int ask : asked) {
      Instance instance = service.instances().get(ask % instances);
      int route = ask / 3;
      answer(service, instance, route(route), route == 0, random);
    }
    assertThat(ejected(service)).isEmpty();
  }

  @Property(tries = 60)
  void when_all_go_bad_in_the_same_moment_none_is_ejected_however_unequal_their_shares(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double shareOfFirst,
      @ForAll @IntRange(max = 300) int before,
      @ForAll long seed) {
    Service service = service(2);
    Random random = new Random(seed);
    for (int i = 0; i < before + 300; i++) {
      now += Duration.ofMillis(3).toNanos();
      Instance to = service.instances().get(random.nextDouble() < shareOfFirst ? 0 : 1);
      answer(service, to, route(0), i >= before, random);
      assertThat(ejected(service)).isEmpty();
    }
  }

  @Property(tries = 60)
  void the_one_that_answers_only_badly_is_out_soon_and_no_other(
      @ForAll @IntRange(min = 2, max = 5) int instances,
      @ForAll @DoubleRange(max = 0.3) double poison,
      @ForAll @IntRange(max = 500) int goodBefore,
      @ForAll long seed) {
    Service service = service(instances);
    Random random = new Random(seed);
    for (int i = 0; i < goodBefore; i++) {
      send(service, random, route(0), _ -> poison);
    }
    Instance broken = service.instances().getFirst();
    int sent = 0;
    while (broken.isEligible()) {
      send(service, random, route(0), one -> one == broken ? 1 : poison);
      assertThat(++sent).as("requests before it was out").isLessThan(75 * instances);
      assertThat(ejected(service))
          .doesNotContainAnyElementsOf(service.instances().subList(1, instances));
    }
  }

  @Property
  void the_last_eligible_instance_is_not_ejected_for_its_answers(
      @ForAll @IntRange(min = 1, max = 3) int instances,
      @ForAll @Size(min = 100, max = 600) List<@IntRange(max = 20) Integer> events,
      @ForAll long seed) {
    Service service = service(instances);
    Random random = new Random(seed);
    for (int event : events) {
      now += Duration.ofMillis(1).toNanos();
      Instance instance = service.instances().get(event % instances);
      if (event > 17) {
        service.outdone(instance);
      } else {
        boolean bad = instance == service.instances().getLast() || event % 2 == 0;
        answer(service, instance, route(0), bad, random);
      }
      assertThat(ejected(service)).hasSizeLessThan(instances);
    }
  }
}
