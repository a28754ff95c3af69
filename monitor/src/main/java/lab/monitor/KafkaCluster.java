package lab.monitor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of one cluster, with one client: each broker is asked whether it is alive, any of
 * them for what concerns the whole cluster. The client is created at first use, because it cannot
 * be created while none of the brokers' names can be resolved.
 */
final class KafkaCluster implements AutoCloseable {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"lab\"";

  private String bootstrap = "";
  private String password = "";
  private @Nullable Admin admin;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Optional<KafkaFigures> figures = Optional.empty();

  /** Sets the brokers from now on. */
  synchronized void follow(List<Question.KafkaQuestion> brokers) {
    String now =
        brokers.stream()
            .map(Question.KafkaQuestion::bootstrap)
            .sorted()
            .collect(Collectors.joining(","));
    if (!now.equals(bootstrap)) {
      close();
      bootstrap = now;
      password = brokers.isEmpty() ? "" : brokers.getFirst().password();
    }
  }

  /** Returns once this broker itself has answered. */
  void ask(int brokerId) throws ExecutionException, InterruptedException {
    client()
        .describeFeatures(new DescribeFeaturesOptions().nodeId(brokerId))
        .featureMetadata()
        .get();
  }

  /** Requests the figures of the whole cluster; later callers get them from {@link #figures}. */
  void refresh() {
    if (!refreshing.tryLock()) {
      return; // the last request is still in progress
    }
    try {
      figures = Optional.of(KafkaFigures.ask(client()));
    } catch (ExecutionException | KafkaException e) {
      figures = Optional.empty(); // then the brokers do not answer either, and that is reported
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } finally {
      refreshing.unlock();
    }
  }

  /** The latest figures, if it answered. */
  Optional<KafkaFigures> figures() {
    return figures;
  }

  private synchronized Admin client() {
    var open = admin;
    if (open == null) {
      open = Admin.create(settings());
      admin = open;
    }
    return open;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG, "lab-monitor",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2500,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500,
                AdminClientConfig.METADATA_MAX_AGE_CONFIG, 5000,
                AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1000,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    if (!password.isEmpty()) {
      settings.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
      settings.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, LOGIN + " password=\"" + password + "\";");
    }
    return settings;
  }

  @Override
  public synchronized void close() {
    var open = admin;
    admin = null;
    figures = Optional.empty();
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }
}
