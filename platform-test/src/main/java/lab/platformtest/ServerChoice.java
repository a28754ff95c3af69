package lab.platformtest;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Child processes or containers. With {@code auto} the tests should run in any case: an engine
 * whose images are not available, without a network for example, counts as none. With {@code
 * containers} there are containers or an error. Either way one line reports the choice.
 */
record ServerChoice(
    BooleanSupplier engineAnswers,
    Supplier<TestServers.Servers> containers,
    Supplier<TestServers.Servers> embedded,
    Consumer<String> teller) {
  static final String PROPERTY = "lab.test.servers";

  TestServers.Servers choose(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "embedded" -> embedded("as -D" + PROPERTY + "=embedded says");
      case "containers" -> insisted();
      case "auto" -> automatic();
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is embedded, containers or auto, not " + wanted);
    };
  }

  private TestServers.Servers insisted() {
    try {
      return containers("as -D" + PROPERTY + "=containers says");
    } catch (ContainersUnavailableException e) {
      throw new IllegalStateException(
          e.getMessage() + " The same tests run without Docker: -D" + PROPERTY + "=embedded", e);
    }
  }

  private TestServers.Servers automatic() {
    if (!engineAnswers.getAsBoolean()) {
      return embedded("no Docker engine answers");
    }
    try {
      return containers("a Docker engine answers");
    } catch (ContainersUnavailableException e) {
      return embedded("a Docker engine answers, but: " + e.getMessage());
    }
  }

  private TestServers.Servers containers(String reason) {
    var servers = containers.get();
    teller.accept("Test servers: containers (" + reason + ")");
    return servers;
  }

  private TestServers.Servers embedded(String reason) {
    teller.accept("Test servers: embedded (" + reason + ")");
    return embedded.get();
  }
}
