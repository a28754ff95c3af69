package lab.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lab.monitor.Metric.Sample;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The figures of a whole Kafka cluster.
 *
 * @param controller the broker id of the active controller, or -1
 * @param leaders by broker id, the number of partitions it leads
 * @param samples of topics and groups
 */
record KafkaFigures(int controller, Map<Integer, Integer> leaders, List<Sample> samples) {
  private static final int NOBODY = -1;

  static KafkaFigures ask(Admin admin) throws ExecutionException, InterruptedException {
    var quorum = admin.describeMetadataQuorum().quorumInfo();
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    var topics = admin.describeTopics(names).allTopicNames().get().values();
    var ends = ends(admin, topics);
    var samples = new ArrayList<Sample>();
    var leaders = new HashMap<Integer, Integer>();
    for (TopicDescription topic : topics) {
      samples.addAll(of(topic, ends));
      topic.partitions().stream()
          .filter(KafkaFigures::hasLeader)
          .forEach(partition -> leaders.merge(partition.leader().id(), 1, Integer::sum));
    }
    samples.addAll(lags(admin, ends));
    return new KafkaFigures(controller(quorum), leaders, List.copyOf(samples));
  }

  /** Without a quorum, brokers still serve, but there is no controller. */
  private static int controller(KafkaFuture<QuorumInfo> quorum) throws InterruptedException {
    try {
      return quorum.get().leaderId();
    } catch (ExecutionException e) {
      return NOBODY;
    }
  }

  private static int count(
      List<TopicPartitionInfo> partitions, Predicate<TopicPartitionInfo> such) {
    return Math.toIntExact(partitions.stream().filter(such).count());
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    Node leader = partition.leader();
    return leader != null && !leader.isEmpty();
  }

  private static List<Sample> of(TopicDescription topic, Map<TopicPartition, Long> ends) {
    String name = topic.name();
    var partitions = topic.partitions();
    var samples = new ArrayList<Sample>();
    samples.add(Metric.KAFKA_PARTITIONS.of(partitions.size(), name));
    samples.add(
        Metric.KAFKA_IN_SYNC.of(
            partitions.stream().mapToInt(p -> p.isr().size()).min().orElse(0), name));
    samples.add(
        Metric.KAFKA_UNDER_REPLICATED.of(
            count(partitions, p -> p.isr().size() < p.replicas().size()), name));
    samples.add(Metric.KAFKA_OFFLINE.of(count(partitions, p -> !hasLeader(p)), name));
    var known =
        partitions.stream()
            .map(partition -> new TopicPartition(name, partition.partition()))
            .filter(ends::containsKey)
            .toList();
    if (known.size() == partitions.size()) { // a partial sum would look like a reset
      samples.add(
          Metric.KAFKA_RECORDS.of(
              (double) known.stream().mapToLong(p -> end(ends, p)).sum(), name));
    }
    return samples;
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** The end offsets of the partitions whose leaders answer. */
  private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicDescription> topics)
      throws InterruptedException {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    for (TopicDescription topic : topics) {
      topic.partitions().stream()
          .filter(KafkaFigures::hasLeader)
          .forEach(p ->
              wanted.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
    }
    var answers = admin.listOffsets(wanted);
    var ends = new HashMap<TopicPartition, Long>();
    for (TopicPartition partition : wanted.keySet()) {
      try {
        ends.put(partition, answers.partitionResult(partition).get().offset());
      } catch (ExecutionException e) {
        // Its leader does not answer: no end offset.
      }
    }
    return ends;
  }

  private static List<Sample> lags(Admin admin, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    var groups =
        admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid().get().stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec()));
    var answers = admin.listConsumerGroupOffsets(groups);
    var samples = new ArrayList<Sample>();
    for (String group : groups.keySet()) {
      try {
        var committed = answers.partitionsToOffsetAndMetadata(group).get();
        lagByTopic(committed, ends)
            .forEach((topic, lag) -> samples.add(Metric.KAFKA_LAG.of((double) lag, group, topic)));
      } catch (ExecutionException e) {
        // Its coordinator does not answer: no lag.
      }
    }
    return samples;
  }

  private static Map<String, Long> lagByTopic(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
    var byTopic = new HashMap<String, Long>();
    committed.forEach((partition, offset) -> {
      if (offset != null && ends.containsKey(partition)) {
        long lag = Math.max(0, end(ends, partition) - offset.offset());
        byTopic.merge(partition.topic(), lag, Long::sum);
      }
    });
    return byTopic;
  }
}
