package lab.servers.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.servers.TestFolders;
import lab.servers.install.Installation;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String PASSWORD = "a1b2c3";

  @TempDir Path temp;
  private Path lab;
  private ProcessLauncher launcher;

  @BeforeEach
  void open() throws IOException {
    lab = TestFolders.lab(temp);
    var jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
    launcher = ProcessLauncher.open(lab, jars.toList());
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  private List<KafkaBroker.Config> configs(int count) {
    var ports = Ports.free(2 * count);
    var voters = new TreeMap<Integer, Integer>();
    IntStream.rangeClosed(1, count).forEach(id -> voters.put(id, ports.get(count + id - 1)));
    String cluster = KafkaBroker.newClusterId();
    var configs = new ArrayList<KafkaBroker.Config>();
    for (int id = 1; id <= count; id++) {
      configs.add(
          new KafkaBroker.Config(
              "kafka-" + id,
              id,
              ports.get(id - 1),
              voters,
              cluster,
              lab.resolve("kafka-" + id),
              lab.resolve("kafka-" + id + ".log"),
              System.getProperty("java.class.path"),
              List.of(),
              PASSWORD));
    }
    return configs;
  }

  private ServerProcess launch(KafkaBroker.Config config) throws IOException {
    return launcher.launch(new KafkaBroker(config).prepare(launcher));
  }

  @Test
  void a_killed_broker_keeps_what_it_acknowledged() throws Exception {
    var config = configs(1).getFirst();
    var broker = new KafkaBroker(config);
    var process = launch(config);
    Readiness.await(process, BOUND, broker::isReady);
    createTopic(List.of(config), 1);
    produce(List.of(config), "before");

    process.kill();
    var again = launch(config);
    Readiness.await(again, BOUND, broker::isReady);
    produce(List.of(config), "after");

    assertThat(consume(List.of(config), 2)).containsExactlyInAnyOrder("before", "after");
    assertThatThrownBy(() -> consumeAsAStranger(config)).isInstanceOf(KafkaException.class);
    assertThat(Files.getPosixFilePermissions(config.data().resolve("server.properties")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(again.memoryBytes()).isBetween(50_000_000L, 400_000_000L);
    again.terminate(BOUND);
    assertThat(again.onExit()).isCompletedWithValue(143);
  }

  @Test
  void a_quorum_of_three_works_without_one_which_returns_even_without_its_data() throws Exception {
    var configs = configs(3);
    var processes = new ArrayList<ServerProcess>();
    for (var config : configs) {
      processes.add(launch(config));
    }
    for (int i = 0; i < 3; i++) {
      Readiness.await(processes.get(i), BOUND, new KafkaBroker(configs.get(i))::isReady);
    }
    createTopic(configs, 3);
    produce(configs, "all");

    processes.getFirst().kill();
    produce(configs, "two");
    Installation.delete(configs.getFirst().data()); // as with a new disk: the others have the data
    var again = launch(configs.getFirst());
    Readiness.await(again, BOUND, new KafkaBroker(configs.getFirst())::isReady);
    await().atMost(BOUND).until(() -> inSync(configs) == 3);
    produce(configs, "all again");

    assertThat(consume(configs, 3)).containsExactlyInAnyOrder("all", "two", "all again");
  }

  private static Map<String, Object> client(List<KafkaBroker.Config> configs) {
    var servers = configs.stream().map(c -> "127.0.0.1:" + c.port()).toList();
    return Map.of(
        "bootstrap.servers",
        String.join(",", servers),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"lab\""
            + " password=\"%s\";".formatted(PASSWORD));
  }

  private static void createTopic(List<KafkaBroker.Config> configs, int replicas) throws Exception {
    try (var admin = Admin.create(client(configs))) {
      // Brokers register one after another; a topic needs as many as it has replicas.
      await()
          .atMost(BOUND)
          .until(() -> admin.describeCluster().nodes().get().size() >= configs.size());
      admin.createTopics(List.of(new NewTopic("clicks", 1, (short) replicas))).all().get();
    }
  }

  private static int inSync(List<KafkaBroker.Config> configs) throws Exception {
    try (var admin = Admin.create(client(configs))) {
      var topics = admin.describeTopics(List.of("clicks")).allTopicNames().get();
      return topics.get("clicks").partitions().getFirst().isr().size();
    }
  }

  private static void produce(List<KafkaBroker.Config> configs, String value) throws Exception {
    var settings = new TreeMap<>(client(configs));
    settings.put("acks", "all");
    settings.put("request.timeout.ms", "2000");
    settings.put("delivery.timeout.ms", "30000");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("clicks", value)).get();
    }
  }

  /** Without a password. */
  private static void consumeAsAStranger(KafkaBroker.Config config) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", "127.0.0.1:" + config.port(), "default.api.timeout.ms", 2000);
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.partitionsFor("clicks");
    }
  }

  private static Set<String> consume(List<KafkaBroker.Config> configs, int count) {
    var settings = new TreeMap<>(client(configs));
    settings.put("group.id", "test");
    settings.put("auto.offset.reset", "earliest");
    Set<String> values = new HashSet<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("clicks"));
      await()
          .atMost(BOUND)
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            return values.size() >= count;
          });
    }
    return values;
  }
}
