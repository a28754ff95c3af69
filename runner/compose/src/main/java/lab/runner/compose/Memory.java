package lab.runner.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The memory usage of each container, from {@code docker stats}, which takes about two seconds. */
final class Memory {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SIZE = Pattern.compile("([0-9.]+)\\s*([KMGT]?)i?B.*");
  private static final String UNITS = "KMGT";

  private Memory() {}

  /** Bytes by container name, of running containers only. */
  static Map<String, Long> of(Docker docker, List<String> running) {
    if (running.isEmpty()) {
      return Map.of();
    }
    var call = new ArrayList<>(List.of("stats", "--no-stream", "--format", "json"));
    call.addAll(running);
    return read(docker.ask(Duration.ofSeconds(10), call).output());
  }

  static Map<String, Long> read(String stats) {
    var bytes = new HashMap<String, Long>();
    for (String line : stats.lines().toList()) {
      try {
        JsonNode json = JSON.readTree(line);
        bytes.put(json.path("Name").asString(""), bytes(json.path("MemUsage").asString("")));
      } catch (JacksonException e) {
        // the container ended while it was measured
      }
    }
    return bytes;
  }

  /** The first, rounded figure of {@code 9.2MiB / 256MiB}, in bytes. */
  static long bytes(String usage) {
    var matcher = SIZE.matcher(usage);
    if (!matcher.matches()) {
      return 0;
    }
    String unit = matcher.group(2);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    return Math.round(Double.parseDouble(matcher.group(1)) * (1L << (10 * power)));
  }
}
