package lab.monitor;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** The monitor's metrics, as documented in {@code docs/metrics.md}. */
enum Metric {
  NODE_UP("lab_node_up", "1: it answered the monitor's question", Tags.NODE),
  NODE_STARTS("lab_node_starts_total", "times that it came up, as the monitor saw it", Tags.NODE),
  NODE_MEMORY("lab_node_memory_bytes", "memory of its processes", Tags.NODE),
  NODE_CPU("lab_node_cpu_seconds_total", "CPU time of its processes", Tags.NODE),
  FAULT_ACTIVE("lab_fault_active", "1 from a fault to its end", "node,fault"),

  POSTGRES_PRIMARY("lab_postgres_primary", "1: takes writes", Tags.NODE),
  POSTGRES_STANDBYS(
      "lab_postgres_standbys", "standbys that stream from this primary", "node,kind,sync"),
  POSTGRES_REPLICATION_LAG("lab_postgres_replication_lag_bytes", "WAL not replayed yet", Tags.NODE),
  POSTGRES_CONNECTIONS("lab_postgres_connections", "connections of clients", "node,kind,state"),
  POSTGRES_CONNECTIONS_MAX("lab_postgres_connections_max", "max_connections", Tags.NODE),
  POSTGRES_TRANSACTIONS(
      "lab_postgres_transactions_total", "transactions over all databases", "node,kind,outcome"),
  POSTGRES_DATABASE("lab_postgres_database_bytes", "size of all databases", Tags.NODE),

  REDIS_PRIMARY("lab_redis_primary", "1: a primary", Tags.NODE),
  REDIS_CLUSTER_OK("lab_redis_cluster_ok", "1: as this node sees the cluster", Tags.NODE),
  REDIS_SLOTS("lab_redis_slots", "slots that this node serves", Tags.NODE),
  REDIS_REPLICA_LINK_UP("lab_redis_replica_link_up", "1: it follows its primary", Tags.NODE),
  REDIS_MEMORY("lab_redis_memory_bytes", "used_memory", Tags.NODE),
  REDIS_MEMORY_MAX("lab_redis_memory_max_bytes", "maxmemory", Tags.NODE),
  REDIS_CLIENTS("lab_redis_clients", "connected clients", Tags.NODE),
  REDIS_COMMANDS("lab_redis_commands_total", "commands served", Tags.NODE),
  REDIS_HITS("lab_redis_keyspace_hits_total", "keys found", Tags.NODE),
  REDIS_MISSES("lab_redis_keyspace_misses_total", "keys not found", Tags.NODE),
  REDIS_EVICTED("lab_redis_evicted_keys_total", "keys evicted for lack of memory", Tags.NODE),

  KAFKA_CONTROLLER("lab_kafka_controller", "1: the active controller", Tags.NODE),
  KAFKA_LEADERS("lab_kafka_leaders", "partitions that this broker leads", Tags.NODE),
  KAFKA_PARTITIONS("lab_kafka_partitions", "partitions of the topic", Tags.TOPIC),
  KAFKA_IN_SYNC("lab_kafka_in_sync_replicas", "of the partition that has the fewest", Tags.TOPIC),
  KAFKA_UNDER_REPLICATED(
      "lab_kafka_under_replicated_partitions",
      "with fewer replicas in sync than assigned",
      Tags.TOPIC),
  KAFKA_OFFLINE("lab_kafka_offline_partitions", "without a leader", Tags.TOPIC),
  KAFKA_RECORDS("lab_kafka_records_total", "records written, by end offsets", Tags.TOPIC),
  KAFKA_LAG("lab_kafka_consumer_lag", "records not committed yet", "group,topic");

  private static final String TOTAL = "_total";

  private final String seriesName;
  private final String help;
  private final String tags;

  Metric(String seriesName, String help, String tags) {
    this.seriesName = seriesName;
    this.help = help;
    this.tags = tags;
  }

  /** Tag names, in the order of their values. */
  private static final class Tags {
    static final String NODE = "node,kind";
    static final String TOPIC = "topic";
  }

  private List<String> tags() {
    return List.of(tags.split(",", -1));
  }

  /**
   * One sample.
   *
   * @param tags the values, in the order of the metric's tags
   */
  record Sample(Metric metric, List<String> tags, double value) {
    Sample {
      if (tags.size() != metric.tags().size()) {
        throw new IllegalArgumentException(metric + " has the tags " + metric.tags);
      }
    }

    private Labels labels() {
      return Labels.of(metric.tags(), tags);
    }
  }

  /** A sample of this metric. */
  Sample of(double value, String... tags) {
    return new Sample(this, List.of(tags), value);
  }

  /** The family of these samples, all of this metric. */
  MetricSnapshot family(List<Sample> samples) {
    if (seriesName.endsWith(TOTAL)) {
      String family = seriesName.substring(0, seriesName.length() - TOTAL.length());
      var counter = CounterSnapshot.builder().name(family).help(help);
      for (Sample sample : samples) {
        counter.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(sample.labels())
                .value(sample.value())
                .build());
      }
      return counter.build();
    }
    var gauge = GaugeSnapshot.builder().name(seriesName).help(help);
    for (Sample sample : samples) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder().labels(sample.labels()).value(sample.value()).build());
    }
    return gauge.build();
  }
}
