package lab.gateway;

import static io.netty.handler.codec.dns.DnsRecordType.A;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.AfterEach;

/**
 * A gateway that finds its instances by DNS, and instances that come and go as containers do, each
 * on a loopback address of its own.
 */
abstract class Containers {
  static final String WHY_LINUX = "only Linux has all of 127.0.0.0/8 as it stands";
  static final Duration SURELY = Duration.ofMinutes(1);
  static final String FIRST = "127.0.0.2";
  static final String SECOND = "127.0.0.3";
  static final String THIRD = "127.0.0.4";

  final NameServer dns = NameServer.start();
  final List<Upstream> upstreams = new ArrayList<>();
  int port;
  Gateway gateway;

  @AfterEach
  void stopAll() {
    gateway.close();
    upstreams.forEach(Upstream::close);
    dns.close();
  }

  /** A container as in Docker: an HTTP server at an address that has a name. */
  Upstream container(String name, String address) throws IOException {
    Upstream upstream = Upstream.start(name, address, port);
    port = upstream.uri().getPort();
    upstreams.add(upstream);
    dns.calls(address, "lab-" + name + ".lab_default");
    return upstream;
  }

  void gateway(String... more) throws IOException {
    List<String> properties = new ArrayList<>(List.of(more));
    properties.add("lab.gateway.services.url-shortener.dns.host=url-shortener");
    properties.add("lab.gateway.services.url-shortener.dns.port=" + port);
    properties.add("lab.gateway.discovery.nameserver=" + dns.address());
    properties.add("lab.gateway.discovery.timeout=300ms");
    gateway = Gateway.start(Map.of(), properties.toArray(String[]::new));
  }

  void inDns(String... addresses) {
    dns.has("url-shortener", addresses);
  }

  List<String> ids() {
    return gateway.instances().stream().map(Instance::id).sorted().toList();
  }

  void awaitUp(String... ids) {
    await()
        .atMost(SURELY)
        .until(() ->
            ids().equals(List.of(ids))
                && gateway.instances().stream().allMatch(Instance::isEligible));
  }

  void awaitFurtherQuestions() {
    int already = dns.asked("url-shortener", A);
    await().atMost(SURELY).until(() -> dns.asked("url-shortener", A) > already + 2);
  }

  int status() throws Exception {
    return gateway.get("/abc1234").statusCode();
  }

  List<String> metric(String name, String part) throws Exception {
    return gateway
        .actuator("/prometheus")
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(part))
        .toList();
  }

  double attempts(String id) throws Exception {
    return metric("lab_gateway_attempts_total", "upstream=\"" + id + "\"").stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  boolean redirects(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      if (status() != 302) {
        return false;
      }
    }
    return true;
  }

  static boolean wasAsked(Upstream upstream) {
    return !upstream.received().isEmpty();
  }
}
