package lab.runner.experiment;

import java.util.List;
import java.util.function.Function;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.runner.lab.RunningLab;

/**
 * Does for a workload what it cannot do itself. Whatever a workload breaks at a moment of its own
 * choosing it breaks through this, so that it is recorded, and lifted again however the run ends.
 *
 * @param calm lifts the remaining faults
 */
record Asks(RunningLab lab, String arm, ProgressListener progress, Calm calm)
    implements Function<Event.Ask, Answer> {
  /** Lifts the remaining faults, which may take a while. */
  interface Calm {
    /** Returns when the lab is as it was before. */
    void await() throws InterruptedException, ExperimentTrouble;
  }

  @Override
  public Answer apply(Event.Ask ask) {
    try {
      return new Answer(ask.id(), null, answer(ask));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(ask.id(), "interrupted", List.of());
    } catch (ExperimentTrouble | RuntimeException e) {
      return new Answer(ask.id(), String.valueOf(e.getMessage()), List.of());
    }
  }

  private List<String> answer(Event.Ask ask) throws InterruptedException, ExperimentTrouble {
    String node = ask.of().isEmpty() ? "" : ask.of().getFirst();
    switch (ask.what()) {
      case NODES -> {
        return lab.nodes().stream()
            .filter(known -> known.kind().equals(node) && known.ready())
            .map(RunningLab.Node::name)
            .toList();
      }
      case KILL -> {
        step("kill " + node);
        lab.kill(node);
      }
      case STOP -> {
        step("stop " + node);
        lab.stop(node);
      }
      case START -> {
        step("start " + node + " again");
        lab.start(node);
      }
      case ACTUATOR -> {
        return List.of(lab.actuator(node, ask.of().getLast()));
      }
      case CALM -> calm.await();
    }
    return List.of();
  }

  private void step(String what) {
    progress.step(arm + ": " + what);
  }
}
