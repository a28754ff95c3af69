package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The laws of picking an instance. */
class ServiceProperties {
  private long now = Duration.ofDays(2).toNanos();

  /** An instance's state before the pick. */
  record Given(
      boolean refused,
      boolean draining,
      boolean ejected,
      boolean tried,
      boolean unproven,
      int inFlight) {
    static Given of(int b) {
      return new Given(
          (b & 1) != 0, (b & 2) != 0, (b & 4) != 0, (b & 8) != 0, (b & 16) != 0, b >> 5);
    }

    Instance.Standing standing() {
      if (unproven) {
        return Instance.Standing.UNPROVEN;
      }
      if (refused) {
        return Instance.Standing.REFUSING;
      }
      return draining || ejected ? Instance.Standing.DOUBTFUL : Instance.Standing.ELIGIBLE;
    }
  }

  private Instance instance(String id) {
    return instance(id, true);
  }

  private Instance instance(String id, boolean trusted) {
    return new Instance(
        new Member(id, URI.create("http://127.0.0.1:1"), trusted),
        new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)),
        Duration.ofSeconds(5),
        () -> now);
  }

  @Property
  void picks_an_untried_instance_of_the_best_standing_left(
      @ForAll @Size(max = 6) List<@IntRange(max = 255) Integer> bits, @ForAll long seed) {
    List<Instance> instances = new ArrayList<>();
    List<Instance> tried = new ArrayList<>();
    for (int i = 0; i < bits.size(); i++) {
      Given given = Given.of(bits.get(i));
      Instance instance = instance("i" + i, !given.unproven());
      instances.add(instance);
      if (given.draining()) {
        instance.probed(new Probe.Draining());
      }
      if (given.ejected()) {
        instance.eject();
      }
      if (given.refused()) {
        instance.failed("r", Failure.REFUSED);
      }
      assertThat(instance.standing()).isEqualTo(given.standing());
      if (given.tried()) {
        tried.add(instance);
      }
      for (int n = 0; n < given.inFlight(); n++) {
        instance.begin(Load.REQUESTS);
      }
    }
    Service service = new Service("s", instances);
    Instance picked = service.pick(tried, Load.REQUESTS, new Random(seed));

    List<Instance> untried =
        instances.stream()
            .filter(i -> !tried.contains(i))
            .filter(i -> i.standing() != Instance.Standing.UNPROVEN)
            .toList();
    List<Instance> allowed =
        untried.stream().filter(i -> untried.stream().noneMatch(j -> isBetter(j, i))).toList();
    if (allowed.isEmpty()) {
      assertThat(picked).isNull();
    } else {
      assertThat(allowed).contains(picked);
    }
    assertThat(service.hasAlternative(tried))
        .isEqualTo(picked != null && tried.stream().noneMatch(i -> isBetter(i, picked)));
  }

  private static boolean isBetter(Instance one, Instance other) {
    return one.standing().compareTo(other.standing()) > 0;
  }

  @Property(tries = 50)
  void of_two_it_takes_the_less_loaded(
      @ForAll @IntRange(max = 50) int load,
      @ForAll @IntRange(max = 50) int other,
      @ForAll long seed) {
    Instance one = instance("one");
    Instance two = instance("two");
    for (int i = 0; i < load; i++) {
      one.begin(Load.REQUESTS);
    }
    for (int i = 0; i < other; i++) {
      two.begin(Load.REQUESTS);
    }
    Instance picked =
        new Service("s", List.of(one, two)).pick(List.of(), Load.REQUESTS, new Random(seed));
    assertThat(picked.inFlight()).isEqualTo(Math.min(load, other));
  }

  @Property(tries = 20)
  void an_instance_that_came_back_gets_a_growing_share(@ForAll long seed) {
    Instance old = instance("old");
    Instance back = instance("back");
    back.probed(new Probe.Refused());
    back.probed(new Probe.Passed());
    back.probed(new Probe.Passed());
    Random random = new Random(seed);
    Service service = new Service("s", List.of(old, back));
    int first = share(service, back, random);
    now += Duration.ofMillis(2500).toNanos();
    int middle = share(service, back, random);
    now += Duration.ofMillis(2500).toNanos();
    int last = share(service, back, random);

    assertThat(first).isBetween(10, 110); // about 50 of 1000: half of a tenth
    assertThat(middle).isBetween(170, 330); // about 250
    assertThat(last).isBetween(420, 580); // about 500
    assertThat(back.state()).isEqualTo(new Instance.State.Up());
  }

  private static int share(Service service, Instance instance, Random random) {
    int picked = 0;
    for (int i = 0; i < 1000; i++) {
      if (service.pick(List.of(), Load.REQUESTS, random) == instance) {
        picked++;
      }
    }
    return picked;
  }
}
