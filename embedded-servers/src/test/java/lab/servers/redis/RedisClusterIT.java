package lab.servers.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.servers.TestFolders;
import lab.servers.install.Installation;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String PASSWORD = "a1b2c3";

  @TempDir Path temp;
  private Path lab;
  private Path program;
  private ProcessLauncher launcher;

  @BeforeEach
  void open() throws IOException {
    lab = TestFolders.lab(temp);
    program = RedisBinary.unpack(TestFolders.cache());
    launcher = ProcessLauncher.open(lab, List.of(program));
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  private List<RedisNode> nodes(int count) {
    var ports = Ports.free(2 * count);
    var nodes = new ArrayList<RedisNode>();
    for (int i = 0; i < count; i++) {
      String name = "redis-" + (i + 1);
      nodes.add(
          new RedisNode(
              new RedisNode.Config(
                  name,
                  ports.get(i),
                  ports.get(count + i),
                  program,
                  lab.resolve(name),
                  lab.resolve(name + ".log"),
                  Duration.ofMillis(500),
                  PASSWORD)));
    }
    return nodes;
  }

  private List<ServerProcess> start(List<RedisNode> nodes) throws IOException {
    var processes = new ArrayList<ServerProcess>();
    for (RedisNode node : nodes) {
      processes.add(launcher.launch(node.prepare(launcher)));
    }
    for (int i = 0; i < nodes.size(); i++) {
      Readiness.await(processes.get(i), BOUND, nodes.get(i)::isInCluster);
    }
    return processes;
  }

  @Test
  void a_cluster_of_one_node_serves_all_slots() throws Exception {
    var nodes = nodes(1);
    RedisCluster.form(nodes, 1);
    start(nodes);

    try (var client = client(nodes)) {
      var redis = client.connect().sync();
      for (int i = 0; i < 100; i++) {
        redis.set("key" + i, "value" + i);
      }
      assertThat(redis.get("key99")).isEqualTo("value99");
      assertThat(redis.clusterInfo()).contains("cluster_slots_ok:16384");
    }
    assertThat(nodes.getFirst().role()).isEqualTo("primary");
  }

  @Test
  void a_killed_primary_s_replica_takes_over_and_it_comes_back_as_a_replica() throws Exception {
    var nodes = nodes(6);
    RedisCluster.form(nodes, 3);
    var processes = start(nodes);
    assertThat(roles(nodes))
        .containsExactly("primary", "primary", "primary", "replica", "replica", "replica");

    try (var client = client(nodes)) {
      var redis = client.connect().sync();
      await().atMost(BOUND).until(() -> answersAll(redis, 0));
      processes.getFirst().kill();
      await().atMost(BOUND).ignoreExceptions().until(() -> answersAll(redis, 1));

      var again = launcher.launch(nodes.getFirst().prepare(launcher));
      Readiness.await(again, BOUND, nodes.getFirst()::isInCluster);
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(() -> roles(nodes).getFirst().equals("replica") && nodes.getFirst().isInCluster());
      assertThat(roles(nodes)).filteredOn("primary"::equals).hasSize(3);
      assertThat(answersAll(redis, 2)).isTrue();
    }
  }

  @Test
  void a_formed_cluster_is_left_as_it_is() throws Exception {
    var nodes = nodes(6);
    RedisCluster.form(nodes, 3);
    var processes = start(nodes);
    var before = Files.readString(nodes.get(1).membership()).lines().map(RedisClusterIT::id);
    processes.forEach(ServerProcess::kill);

    RedisCluster.form(nodes, 3);
    assertThat(Files.readString(nodes.get(1).membership()).lines().map(RedisClusterIT::id))
        .containsExactlyInAnyOrderElementsOf(before.toList());
    start(nodes);

    try (var client = client(nodes)) {
      var redis = client.connect().sync();
      await().atMost(BOUND).ignoreExceptions().until(() -> answersAll(redis, 0));
    }
  }

  @Test
  void the_cluster_listens_on_loopback_only() throws Exception {
    var nodes = nodes(1);
    RedisCluster.form(nodes, 1);
    start(nodes);
    try (var client =
        RedisClient.create("redis://:" + PASSWORD + "@127.0.0.1:" + nodes.getFirst().port())) {
      RedisCommands<String, String> redis = client.connect().sync();
      assertThat(redis.configGet("bind")).containsEntry("bind", "127.0.0.1");
    }
  }

  @Test
  void a_node_that_lost_its_folder_rejoins_and_a_client_without_the_password_is_refused()
      throws Exception {
    var nodes = nodes(6);
    RedisCluster.form(nodes, 3);
    var processes = start(nodes);
    try (var client = client(nodes)) {
      var redis = client.connect().sync();
      await().atMost(BOUND).until(() -> answersAll(redis, 0));
      for (int lost : List.of(0, 4)) { // a primary, whose replica takes over; and a replica
        processes.get(lost).kill();
        await().atMost(BOUND).ignoreExceptions().until(() -> answersAll(redis, 1));
        Installation.delete(lab.resolve("redis-" + (lost + 1)));
        assertThat(RedisCluster.remember(nodes.get(lost), nodes)).isTrue();
        var again = launcher.launch(nodes.get(lost).prepare(launcher));
        Readiness.await(again, BOUND, nodes.get(lost)::isInCluster);
        await().atMost(BOUND).until(() -> nodes.get(lost).role().equals("replica"));
        assertThat(RedisCluster.remember(nodes.get(lost), nodes)).isFalse();
      }
      assertThat(roles(nodes)).filteredOn("primary"::equals).hasSize(3);
      assertThat(answersAll(redis, 2)).isTrue();
      assertThat(redis.clusterNodes().lines()).hasSize(6);
    }
    assertThat(Files.getPosixFilePermissions(lab.resolve("redis-1/redis.conf")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (var stranger = RedisClient.create("redis://127.0.0.1:" + nodes.getFirst().port())) {
      assertThatThrownBy(() -> stranger.connect().sync().flushall())
          .hasStackTraceContaining("NOAUTH");
    }
  }

  private static String id(String line) {
    return line.split(" ", 2)[0];
  }

  private static List<String> roles(List<RedisNode> nodes) throws IOException {
    var roles = new ArrayList<String>();
    for (RedisNode node : nodes) {
      roles.add(node.role());
    }
    return roles;
  }

  /** Writes and reads keys of many slots. */
  private static boolean answersAll(RedisClusterCommands<String, String> redis, int round) {
    for (int i = 0; i < 60; i++) {
      redis.set("key" + i, round + "-" + i);
      if (!(round + "-" + i).equals(redis.get("key" + i))) {
        return false;
      }
    }
    return true;
  }

  private static RedisClusterClient client(List<RedisNode> nodes) {
    var client =
        RedisClusterClient.create(
            nodes.stream()
                .map(node ->
                    RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(node.port())
                        .withPassword(PASSWORD.toCharArray())
                        .withTimeout(Duration.ofSeconds(1))
                        .build())
                .toList());
    client.setOptions(
        io.lettuce.core.cluster.ClusterClientOptions.builder()
            .topologyRefreshOptions(
                io.lettuce.core.cluster.ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(Duration.ofMillis(200))
                    .build())
            .build());
    return client;
  }
}
