package lab.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.platform.testing.SomeService;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;
import lab.servers.redis.RedisBinary;
import lab.servers.redis.RedisCluster;
import lab.servers.redis.RedisNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary that hangs closes no connection: only commands that are not answered show it. */
class HungPrimaryIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int PRIMARIES = 3;

  @TempDir Path temp;

  @Test
  void its_replica_is_found_because_commands_fail_though_the_topology_is_hardly_ever_read()
      throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    Path program = RedisBinary.unpack(temp.resolve("programs"));
    try (var launcher = ProcessLauncher.open(temp, List.of(program))) {
      var nodes = nodes(program, PRIMARIES + 1);
      RedisCluster.form(nodes, PRIMARIES);
      var processes = start(launcher, nodes);
      var settings =
          Map.of(
              "lab.redis.nodes",
              nodes.stream()
                  .map(node -> "127.0.0.1:" + node.port())
                  .collect(Collectors.joining(",")),
              "lab.redis.topology-refresh",
              "1h");
      try (var service = SomeService.start(SomeService.stores(), settings)) {
        var redis = service.bean(Redis.class);
        await().atMost(BOUND).until(() -> answersEveryKey(redis));

        processes.getFirst().pause();
        assertThat(answersEveryKey(redis)).isFalse();

        await().atMost(BOUND).until(() -> answersEveryKey(redis));
        processes.getFirst().resume();
      }
    }
  }

  /** So many keys that each primary has some. */
  private static boolean answersEveryKey(Redis redis) {
    return IntStream.range(0, 30)
        .mapToObj(i -> redis.ask("Redis GET", commands -> commands.get("key" + i)))
        .allMatch(reply -> reply instanceof Reply.Answered);
  }

  private List<RedisNode> nodes(Path program, int count) {
    var ports = Ports.free(2 * count);
    return IntStream.range(0, count)
        .mapToObj(i ->
            new RedisNode(
                new RedisNode.Config(
                    "redis-" + (i + 1),
                    ports.get(i),
                    ports.get(count + i),
                    program,
                    temp.resolve("redis-" + (i + 1)),
                    temp.resolve("redis-" + (i + 1) + ".log"),
                    Duration.ofMillis(500),
                    "")))
        .toList();
  }

  private static List<ServerProcess> start(ProcessLauncher launcher, List<RedisNode> nodes)
      throws IOException {
    var processes = new ArrayList<ServerProcess>();
    for (RedisNode node : nodes) {
      processes.add(launcher.launch(node.prepare(launcher)));
    }
    for (int i = 0; i < nodes.size(); i++) {
      Readiness.await(processes.get(i), BOUND, nodes.get(i)::isInCluster);
    }
    return processes;
  }
}
