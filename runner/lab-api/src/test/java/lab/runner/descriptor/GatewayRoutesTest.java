package lab.runner.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lab.yaml.YamlFile;
import org.junit.jupiter.api.Test;

class GatewayRoutesTest {
  @Test
  void are_the_gateways_properties() {
    var descriptor =
        YamlFile.parse(
            "service.yml",
            """
            description: Says hello.
            memory: 200m
            example: curl ${gateway.url}/api/hello
            color: blue
            routes:
              hello: { paths: [/api/hello, /api/hello/**], timeout: 5s, try-timeout: 500ms }
              socket: { paths: /ws, live: websocket, reads-query: false }
            training: { requests: [{ send: GET /api/hello }] }
            """,
            Descriptor.class);

    assertThat(GatewayRoutes.properties(List.of(new Service("hello", descriptor))))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("lab.gateway.routes.hello.service", "hello"),
                Map.entry("lab.gateway.routes.hello.paths[0]", "/api/hello"),
                Map.entry("lab.gateway.routes.hello.paths[1]", "/api/hello/**"),
                Map.entry("lab.gateway.routes.hello.timeout", "5s"),
                Map.entry("lab.gateway.routes.hello.try-timeout", "500ms"),
                Map.entry("lab.gateway.routes.socket.service", "hello"),
                Map.entry("lab.gateway.routes.socket.paths[0]", "/ws"),
                Map.entry("lab.gateway.routes.socket.live", "websocket"),
                Map.entry("lab.gateway.routes.socket.reads-query", "false")));
  }
}
