package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static final Member ONE = member("s-1", 1);
  private static final Member TWO = member("s-2", 2);
  private static final Member THREE = member("s-3", 3);

  private final Services services =
      new Services(
          new UpstreamProperties(
              Map.of(
                  "s",
                  new UpstreamProperties.ServiceProperties(
                      List.of(new UpstreamProperties.InstanceProperties(ONE.id(), ONE.uri())),
                      null)),
              Duration.ZERO),
          new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)));
  private final Service service = services.get("s");

  private static Member member(String id, int address) {
    return new Member(id, URI.create("http://10.0.0." + address + ":8080"), true);
  }

  @Test
  void an_instance_that_stays_keeps_its_state_and_a_moved_one_starts_afresh() {
    services.update(service, List.of(ONE, TWO));
    Instance one = service.instances().getFirst();
    one.failed("r", Failure.REFUSED);
    services.update(service, List.of(member("s-2", 7), ONE));
    assertThat(service.instances()).hasSize(2).contains(one);
    assertThat(one.isEligible()).isFalse();
    assertThat(service.instances().getFirst().uri()).hasHost("10.0.0.7");
  }

  @Test
  void a_listener_hears_of_those_present_and_of_each_change_until_it_goes() {
    List<String> heard = new ArrayList<>();
    var listening =
        services.listen((of, joined, left) -> heard.add(of.name() + " +" + joined + " -" + left));
    services.update(service, List.of(ONE, TWO));
    services.update(service, List.of(TWO, ONE));
    services.update(service, List.of(member("s-2", 7)));
    listening.dispose();
    services.update(service, List.of(THREE));
    assertThat(heard).containsExactly("s +[s-1] -[]", "s +[s-2] -[]", "s +[s-2] -[s-1, s-2]");
  }

  @Test
  void a_pick_sees_the_instances_before_or_after_a_change_and_never_none() throws Exception {
    int pickers = 4;
    CyclicBarrier start = new CyclicBarrier(pickers + 1);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Boolean>> results = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(pickers)) {
      for (int i = 0; i < pickers; i++) {
        results.add(
            workers.submit(() -> {
              start.await();
              boolean always = true;
              while (!over.get()) {
                always &= service.pick(List.of(), Load.REQUESTS) != null;
              }
              return always;
            }));
      }
      start.await();
      for (int i = 0; i < 20_000; i++) {
        services.update(service, i % 2 == 0 ? List.of(TWO, THREE) : List.of(ONE));
      }
      over.set(true);
    }
    for (Future<Boolean> result : results) {
      assertThat(result.get()).isTrue();
    }
  }
}
