package lab.monitor;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Asks one node. One thread at a time; whoever has waited long enough interrupts it. */
interface Probe extends Callable<Findings>, AutoCloseable {
  /**
   * What the node tells; its connection is kept for the next time.
   *
   * @throws Exception when it does not answer; the next call begins with a new connection
   */
  @Override
  Findings call() throws Exception;

  /** Lets go of the connection; it may be called while {@link #call()} hangs. */
  @Override
  void close();

  /** The way to ask this node. */
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
