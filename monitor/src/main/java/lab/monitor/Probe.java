package lab.monitor;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Polls one node. Used by one thread at a time, which is interrupted when the time is up. */
interface Probe extends Callable<Findings>, AutoCloseable {
  /**
   * The node's findings; its connection is kept for the next call.
   *
   * @throws Exception when it does not answer; the next call starts with a new connection
   */
  @Override
  Findings call() throws Exception;

  /** Closes the connection; may be called while {@link #call()} hangs. */
  @Override
  void close();

  /** The probe for this node. */
  static Probe of(MonitoredNode node, KafkaCluster kafka) {
    return switch (node.question()) {
      case Question.PostgresQuestion question -> new PostgresProbe(node, question);
      case Question.RedisQuestion question -> new RedisProbe(node, question);
      case Question.HealthQuestion question -> new HealthProbe(node, question);
      case Question.KafkaQuestion question ->
          new Probe() {
            @Override
            public Findings call() throws ExecutionException, InterruptedException {
              kafka.ask(question.brokerId());
              return new Findings(node);
            }

            @Override
            public void close() {}
          };
    };
  }
}
