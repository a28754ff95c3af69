package lab.runner.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import lab.runner.lab.Hands;

/** Restores the lab on its own authority. */
record LabHands(Lab lab) implements Hands {
  @Override
  public boolean isReady(String node) {
    return lab.node(node).isReady();
  }

  @Override
  public void start(String node) {
    act(node, "start");
  }

  @Override
  public void resume(String node) {
    act(node, "resume");
  }

  @Override
  public void reconnect(String node) {
    act(node, "reconnect");
  }

  private void act(String node, String action) {
    try {
      lab.act(node, action);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    try {
      lab.configure(kind, properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
