package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One gateway in front of two instances, all in this JVM, shared by the tests of one class. */
abstract class TwoInstances {
  static Upstream one;
  static Upstream two;
  static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    one = Upstream.start("one");
    two = Upstream.start("two");
    gateway =
        Gateway.start(
            Map.of("one", one.uri(), "two", two.uri()),
            "lab.gateway.slow-start=0s",
            "lab.gateway.ejection.base-duration=50ms",
            "lab.gateway.routes.hasty.paths=/hasty",
            "lab.gateway.routes.hasty.service=url-shortener",
            "lab.gateway.routes.hasty.timeout=3s",
            "lab.gateway.routes.hasty.try-timeout=300ms",
            "lab.gateway.retry.budget.burst=5",
            "lab.gateway.routes.half.paths=/half",
            "lab.gateway.routes.half.service=half",
            "lab.gateway.services.half.instances[0].id=half-1",
            "lab.gateway.services.half.instances[0].uri=http://127.0.0.1:"
                + UpstreamProcess.freePort(),
            "lab.gateway.services.half.instances[1].id=half-2",
            "lab.gateway.services.half.instances[1].uri=" + two.uri(),
            "lab.gateway.client.max-connections=10",
            "lab.gateway.client.max-pending=10",
            "lab.gateway.routes.slow.paths=/slow",
            "lab.gateway.routes.slow.service=url-shortener",
            "lab.gateway.routes.slow.timeout=200ms",
            "lab.gateway.routes.ghost.paths=/ghost",
            "lab.gateway.routes.ghost.service=ghost",
            "lab.gateway.routes.gone.paths=/gone",
            "lab.gateway.routes.gone.service=gone",
            "lab.gateway.services.gone.instances[0].id=gone-1",
            "lab.gateway.services.gone.instances[0].uri=http://127.0.0.1:"
                + UpstreamProcess.freePort());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    one.close();
    two.close();
  }

  @BeforeEach
  void reset() {
    one.reset();
    two.reset();
    gateway.awaitAllUp();
  }

  static void bothAnswer(Upstream.Answer answer) {
    one.answers(answer);
    two.answers(answer);
  }

  /** The first request to arrive anywhere gets the first answer, all others the second. */
  static void onceThen(Upstream.Answer first, Upstream.Answer then) {
    AtomicInteger arrivals = new AtomicInteger();
    bothAnswer(x -> (arrivals.getAndIncrement() == 0 ? first : then).to(x));
  }

  static List<Upstream.Received> received() {
    return Stream.of(one, two).flatMap(upstream -> upstream.received().stream()).toList();
  }

  static void breakOff(HttpExchange exchange) {
    exchange.close();
  }

  static Upstream.Answer status(int status, String body) {
    return exchange -> Upstream.send(exchange, status, body);
  }

  static void hang(HttpExchange exchange, CountDownLatch over) throws IOException {
    try {
      over.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Upstream.send(exchange, 200, "too late");
  }

  static void pause(Duration time) {
    try {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static List<String> metric(String name) throws Exception {
    return gateway.actuator("/prometheus").lines().filter(line -> line.startsWith(name)).toList();
  }

  static void assertProblem(HttpResponse<String> response, String type) {
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"type\":\"urn:lab:problem:" + type + "\"");
    assertThat(response.body()).doesNotContainIgnoringCase("exception");
    assertThat(response.headers().firstValue("X-Correlation-Id")).isPresent();
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** Sends these bytes and reads until the other side closes or is silent for a while. */
  static String raw(String request) throws IOException {
    return raw(gateway, request);
  }

  static String raw(Gateway to, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", to.port())) {
      socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
