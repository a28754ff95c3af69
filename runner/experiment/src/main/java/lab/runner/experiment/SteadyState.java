package lab.runner.experiment;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import lab.runner.lab.RunningLab;

/**
 * Checks that the lab is fit for an experiment: every node is ready, and the gateway is healthy.
 */
public final class SteadyState {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 250;

  private SteadyState() {}

  static void await(RunningLab lab, Experiment experiment)
      throws InterruptedException, ExperimentTrouble {
    knowsTargets(lab, experiment);
    await(lab);
  }

  /** Waits for the steady state. */
  public static void await(RunningLab lab) throws InterruptedException, ExperimentTrouble {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String missing = missing(lab);
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ExperimentTrouble("the lab is not in its steady state: " + missing);
      }
      Thread.sleep(PAUSE_MILLIS);
      missing = missing(lab);
    }
  }

  /**
   * Checks what can be checked before there is load: the nodes exist and the faults are possible.
   */
  private static void knowsTargets(RunningLab lab, Experiment experiment) throws ExperimentTrouble {
    List<String> names = lab.nodes().stream().map(RunningLab.Node::name).toList();
    for (Experiment.Fault fault : experiment.faults()) {
      if (!lab.faults().contains(fault.action())) {
        throw new ExperimentTrouble(
            "nodes that are processes cannot be cut off from each other, only containers can:"
                + " ./lab --docker run "
                + experiment.name());
      }
      if (fault.target() instanceof Experiment.Target.Named(String node) && !names.contains(node)) {
        throw new ExperimentTrouble(
            "this lab has no node %s; it has %s (the experiment is meant for the topology %s)"
                .formatted(node, String.join(", ", names), experiment.topology()));
      }
    }
  }

  private static String missing(RunningLab lab) throws InterruptedException {
    List<String> down =
        lab.nodes().stream().filter(node -> !node.ready()).map(RunningLab.Node::name).toList();
    return down.isEmpty() ? gateway(lab) : "not ready: " + String.join(", ", down);
  }

  private static String gateway(RunningLab lab) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(lab.gateway().resolve("/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status == 200 ? "" : request.uri() + " answered " + status;
    } catch (IOException e) {
      return request.uri() + " did not answer";
    }
  }
}
