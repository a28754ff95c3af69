package lab.runner.compose;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks that there is an engine, and a Compose that is new enough. */
final class EngineCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final int LEAST_MAJOR = 2;
  private static final int LEAST_MINOR = 24;

  private EngineCheck() {}

  /** The engine's version. */
  static String engine(Docker docker) {
    var answer = docker.ask(PATIENCE, List.of("version", "--format", "{{.Server.Version}}"));
    if (!answer.isGood()) {
      throw new ComposeTrouble(
          "The Docker engine does not answer (%s). Start it, or run the lab without it: ./lab up"
              .formatted(answer.lastWords()));
    }
    return answer.output().strip();
  }

  /** Compose's version. */
  static String compose(Docker docker) {
    var answer = docker.ask(PATIENCE, List.of("compose", "version", "--short"));
    if (!answer.isGood()) {
      throw new ComposeTrouble(
          "`docker compose version` fails (%s). The lab needs Compose %d.%d or newer, a plugin of"
                  .formatted(answer.lastWords(), LEAST_MAJOR, LEAST_MINOR)
              + " the docker command: https://docs.docker.com/compose/install");
    }
    String version = answer.output().strip();
    if (!isNewEnough(version)) {
      throw new ComposeTrouble(
          "Docker Compose is %s; the lab needs %d.%d or newer."
              .formatted(version, LEAST_MAJOR, LEAST_MINOR));
    }
    return version;
  }

  /** Overrides for {@code .env}: no CPU limits if the engine does not support them. */
  static Map<String, String> limits(Docker docker) {
    var answer = docker.ask(PATIENCE, List.of("info", "--format", "{{.CPUCfsQuota}}"));
    return answer.isGood() && answer.output().strip().equals("false")
        ? Map.of("LAB_CPUS", "0", "LAB_HALF_CPUS", "0")
        : Map.of();
  }

  /** A version that is not a number, such as {@code dev}, is a private build and accepted. */
  static boolean isNewEnough(String version) {
    var matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return true;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return major > LEAST_MAJOR || (major == LEAST_MAJOR && minor >= LEAST_MINOR);
  }

  /** The versions that can be found out, for a report. */
  static Map<String, String> versions(Docker docker) {
    var versions = new TreeMap<String, String>();
    versions.put("docker engine", engine(docker));
    var compose = docker.ask(PATIENCE, List.of("compose", "version", "--short"));
    if (compose.isGood()) {
      versions.put("docker compose", compose.output().strip());
    }
    return versions;
  }
}
