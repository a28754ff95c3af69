package lab.gateway;

import static io.netty.handler.codec.dns.DnsRecordType.A;
import static io.netty.handler.codec.dns.DnsRecordType.AAAA;
import static io.netty.handler.codec.dns.DnsRecordType.PTR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lab.gateway.NameServer.Trouble;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which instances join, which leave, and how they are named. */
@EnabledOnOs(value = OS.LINUX, disabledReason = Containers.WHY_LINUX)
class DiscoveryIT extends Containers {
  @Test
  void starts_before_dns_knows_any_instance_and_finds_them_when_they_come() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    gateway();
    HttpResponse<String> before = gateway.get("/abc1234");
    assertThat(before.statusCode()).isEqualTo(503);
    TwoInstances.assertProblem(before, "no-instance");

    inDns(FIRST);
    await().atMost(SURELY).until(() -> status() == 302);
    assertThat(gateway.actuator("/instances"))
        .contains("\"id\":\"url-shortener-1\"", "\"uri\":\"" + one.uri() + "\"");
  }

  @Test
  void an_instance_that_joins_gets_its_share_and_one_that_leaves_gets_nothing() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    Upstream two = container("url-shortener-2", SECOND);
    inDns(FIRST);
    gateway("lab.gateway.slow-start=0s");
    awaitUp("url-shortener-1");
    assertThat(status()).isEqualTo(302);

    inDns(FIRST, SECOND);
    await().atMost(SURELY).until(() -> status() == 302 && wasAsked(two));
    assertThat(metric("lab_gateway_instance_up", "upstream=\"url-shortener-2\"")).hasSize(1);

    inDns(SECOND);
    await().atMost(SURELY).until(() -> ids().equals(List.of("url-shortener-2")));
    one.reset();
    assertThat(redirects(20)).isTrue();
    assertThat(one.received()).isEmpty();
    assertThat(metric("lab_gateway_instance_up", "upstream=\"url-shortener-1\"")).isEmpty();
    assertThat(metric("lab_gateway_instance_up", "upstream=\"url-shortener-2\"")).hasSize(1);
  }

  @Test
  void one_that_has_never_been_healthy_gets_nothing_even_if_it_is_the_only_one() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    one.drains(true);
    inDns(FIRST);
    gateway();
    await().atMost(SURELY).until(() -> one.healthChecks() > 3);
    assertThat(status()).isEqualTo(503);
    assertThat(gateway.actuator("/instances")).contains("\"state\":\"joining\"");
    assertThat(one.received()).isEmpty();

    one.drains(false);
    await().atMost(SURELY).until(() -> status() == 302);
  }

  @Test
  void one_whose_checks_take_longer_than_others_may_take_joins() throws Exception {
    container("url-shortener-1", FIRST).answersHealthChecksAfter(Duration.ofMillis(300));
    inDns(FIRST);
    gateway("lab.gateway.health-check.timeout=100ms");
    await().atMost(SURELY).until(() -> status() == 302);
  }

  @Test
  void without_health_checks_it_is_trusted_at_once() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    one.drains(true);
    inDns(FIRST);
    gateway("lab.gateway.health-check.enabled=false");
    await().atMost(SURELY).until(() -> status() == 302);
    assertThat(one.healthChecks()).isZero();
  }

  @Test
  void requests_in_flight_on_a_leaving_instance_complete_and_its_checks_end() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    container("url-shortener-2", SECOND);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    one.answers(exchange -> {
      arrived.countDown();
      TwoInstances.hang(exchange, go);
    });
    inDns(FIRST);
    gateway("lab.gateway.routes.links.timeout=20s", "lab.gateway.routes.links.paths=/api/links/**");
    awaitUp("url-shortener-1");
    CompletableFuture<HttpResponse<String>> slow =
        gateway.sendAsync(gateway.request("/api/links/slow"));
    arrived.await();

    inDns(SECOND);
    awaitUp("url-shortener-2");
    assertThat(status()).isEqualTo(302);
    int checks = one.healthChecks();
    awaitFurtherQuestions();
    assertThat(one.healthChecks()).isBetween(checks, checks + 1);
    assertThat(slow).isNotDone();
    go.countDown();
    assertThat(slow.get().statusCode()).isEqualTo(200);
  }

  @Test
  void known_instances_stay_while_dns_has_no_answer() throws Exception {
    container("url-shortener-1", FIRST);
    container("url-shortener-2", SECOND);
    inDns(FIRST, SECOND);
    gateway();
    awaitUp("url-shortener-1", "url-shortener-2");
    List<Instance> known = gateway.instances();

    for (Trouble trouble : Trouble.values()) {
      dns.has(trouble, A, AAAA);
      awaitFurtherQuestions();
      assertThat(gateway.instances()).as(trouble.name()).isEqualTo(known);
      assertThat(status()).isEqualTo(302);
    }
    dns.hasNoTrouble();
    inDns();
    awaitFurtherQuestions();
    assertThat(gateway.instances()).as("empty").isEqualTo(known);
    for (String outcome : List.of("found", "empty", "nxdomain", "failure", "timeout")) {
      assertThat(metric("lab_gateway_discovery_answers_total", "outcome=\"" + outcome + "\""))
          .as(outcome)
          .singleElement()
          .asString()
          .contains("service=\"url-shortener\"");
    }

    inDns(FIRST);
    await().atMost(SURELY).until(() -> ids().equals(List.of("url-shortener-1")));
    assertThat(gateway.instances()).containsExactly(gateway.instance("url-shortener-1"));
    assertThat(known).contains(gateway.instance("url-shortener-1"));
  }

  @Test
  void a_node_restarted_on_another_address_is_the_same_node_and_a_fresh_instance()
      throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    inDns(FIRST);
    gateway();
    awaitUp("url-shortener-1");
    assertThat(status()).isEqualTo(302);
    Instance before = gateway.instance("url-shortener-1");
    double attempts = attempts("url-shortener-1");

    one.close();
    Upstream again = container("url-shortener-1", THIRD);
    inDns(THIRD);
    await().atMost(SURELY).until(() -> ids().equals(List.of("url-shortener-1")) && status() == 302);
    assertThat(gateway.instance("url-shortener-1")).isNotSameAs(before);
    assertThat(gateway.instance("url-shortener-1").uri()).isEqualTo(again.uri());
    assertThat(attempts("url-shortener-1")).isGreaterThan(attempts);
    assertThat(metric("lab_gateway_instance_up", "upstream=\"url-shortener-1\""))
        .singleElement()
        .asString()
        .endsWith(" 1.0");
  }

  @Test
  void an_instance_without_a_usable_name_goes_by_its_address() throws Exception {
    container("url-shortener-1", FIRST);
    container("url-shortener-1", SECOND);
    container("other-3", THIRD);
    inDns(FIRST, SECOND, THIRD);
    gateway();
    awaitUp(SECOND + ":" + port, THIRD + ":" + port, "url-shortener-1");
    assertThat(dns.asked("2.0.0.127.in-addr.arpa", PTR)).as("asked for once").isEqualTo(1);
  }

  @Test
  void names_that_never_come_back_leave_no_metrics_behind() throws Exception {
    String[] addresses = new String[60];
    container("other-1", FIRST);
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "127.0.1." + (i + 1);
      container("other-" + i, addresses[i]);
    }
    inDns(addresses);
    gateway("lab.gateway.slow-start=0s");
    await()
        .atMost(SURELY)
        .until(() -> redirects(50) && upstreams.stream().skip(1).allMatch(Containers::wasAsked));
    inDns(FIRST);
    await().atMost(SURELY).until(() -> gateway.instances().size() == 1 && status() == 302);
    assertThat(metric("lab_gateway_attempts_total", "success")).hasSize(51);
    assertThat(metric("lab_gateway_instance_in_flight", "")).hasSize(1);
  }
}
