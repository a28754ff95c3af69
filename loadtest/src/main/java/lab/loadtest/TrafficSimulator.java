package lab.loadtest;

import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/**
 * Simulates people who use a service as on a plausible day, without measuring. Found by {@link
 * java.util.ServiceLoader}: annotated with {@code @AutoService(TrafficSimulator.class)}, with a
 * constructor without arguments. It is a picocli command: its annotated fields are the options of
 * {@code traffic}, and its {@code @Command} has the description and the footer of the help.
 */
public interface TrafficSimulator {
  /** The name of the system: the command's first argument. */
  String name();

  /**
   * Validates the options before anything is done.
   *
   * @throws IllegalArgumentException if one is out of its bounds; the message says so
   */
  void check();

  /** Runs until its time is over; returns the exit code, 0 for success. */
  int run(URI gateway, Consumer<String> print) throws IOException, InterruptedException;
}
