package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.Health.Verdict;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.ToyWorkloads;
import org.jspecify.annotations.Nullable;

/** Plausible results of the repository's own experiments. */
final class SampleResults {
  private SampleResults() {}

  static Result passed() throws IOException {
    Experiment experiment = experiment();
    return result(
        experiment,
        new Health(Verdict.PASS, List.of("0 of 4,800 requests failed with health checks on")),
        List.of(arm(experiment.arms().get(0), true), arm(experiment.arms().get(1), false)),
        new ClaimVerdict.HoldsWith(
            "health checks, ejection and retries on", "0 ms with them; 7.9 s without"));
  }

  /**
   * A kill of the PostgreSQL primary: only writes fail, and the gateway's attempts are not
   * measured.
   */
  static Result failover() throws IOException {
    Experiment experiment = experiment("postgres-failover");
    List<ArmResult> arms = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ArmResult like = passed().arms().get(i);
      double failed = i == 0 ? 1_796 : 1;
      Map<String, Double> values = new HashMap<>(like.values());
      values.putAll(Map.of("failed", failed, "write.failed", failed, "read.failed", 0.0));
      values.put("recovery", i == 0 ? 45_900.0 : 649.0);
      values.remove("attempts");
      values.remove("turned");
      arms.add(
          new ArmResult(
              experiment.arms().get(i),
              values,
              List.of(),
              List.of(new Result.InjectedFault("postgres-1", "kill", 5003, 50_002, 52_511)),
              like.seconds()));
    }
    return result(
        experiment,
        passed().health(),
        arms,
        new ClaimVerdict.HoldsWith("automatic failover on", "649 ms; 45.9 s"));
  }

  /** A workload with figures of its own only. */
  static Result counting() throws IOException {
    Experiment experiment = experiment("lost-updates");
    List<ArmResult> arms =
        experiment.arms().stream()
            .map(arm ->
                new ArmResult(
                    arm,
                    Map.of("acknowledged", 1_000.0, "lost", arm.name().equals("set") ? 312.0 : 0.0),
                    List.of(),
                    List.of(),
                    List.of()))
            .toList();
    return result(
        experiment,
        new Health(Verdict.PASS, List.of("all is well")),
        arms,
        new ClaimVerdict.HoldsWith("people who join", "changes lost 312; 0"));
  }

  static Result brokenOff(String reason) throws IOException {
    return result(
        experiment(),
        new Health(Verdict.UNKNOWN, List.of(reason)),
        List.of(),
        new ClaimVerdict.CannotBeTestedHere("nothing was measured", "not measured"));
  }

  private static Result result(
      Experiment experiment, Health health, List<ArmResult> arms, ClaimVerdict claim) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("PostgreSQL", "18.6");
    versions.put("<script>alert(1)</script>", "\"1\" & 'more'");
    return new Result(
        experiment,
        true,
        false,
        Instant.parse("2026-11-21T12:00:00Z"),
        "./lab run " + experiment.name() + " --short",
        new Result.Machine(2, 8_000_000_000L, "Linux 6.1", "amd64", "OpenJDK 25"),
        versions,
        health,
        List.of(claim),
        arms);
  }

  static Experiment experiment() throws IOException {
    return experiment("kill-an-instance");
  }

  private static Experiment experiment(String name) throws IOException {
    return ExperimentFile.read(Path.of("..", "..", "experiments", name + ".yml"))
        .experiment(true, new ToyWorkloads());
  }

  private static ArmResult arm(Experiment.Arm arm, boolean control) {
    Random random = new Random(control ? 1 : 2);
    List<Result.Point> points = new ArrayList<>();
    for (int second = 0; second < 16; second++) {
      boolean dead = second >= 4 && second < 12;
      boolean restarting = second >= 8 && second < 12;
      long failed = dead && control ? 140 + random.nextInt(20) : 0;
      double p50 = 1.2 + random.nextDouble() * 0.3 + (restarting ? 0.8 : 0);
      double p99 = 6 + random.nextDouble() * 4 + (restarting ? 30 : 0);
      if (second == 4 && !control) {
        p99 = 120;
      }
      boolean nothingRight = second == 7 && control;
      points.add(
          new Result.Point(
              second,
              nothingRight ? figures(300, 300, null, null) : figures(300, failed, p50, p99)));
    }
    long failed = points.stream().mapToLong(point -> point.figures().allFailed()).sum();
    Map<String, Double> values = new LinkedHashMap<>();
    values.putAll(Map.of("intended", 4_800.0, "missed", 0.0, "wrong", 0.0));
    phase(values, "", 4_800, failed, 22.8);
    phase(values, "before.", 1_200, 0, 8.8);
    phase(values, "during.", 2_400, failed, control ? 35.2 : 41.7);
    phase(values, "after.", 1_200, 0, 9.1);
    values.put("recovery", control ? 7_920.0 : 0.0);
    values.put("turned", control ? 4_000.0 : 100.0);
    values.put("attempts", control ? 580.0 : 0.0);
    values.putAll(Map.of("acknowledged", 350.0, "lost", 0.0, "unread", 0.0));
    return new ArmResult(
        arm,
        values,
        List.of(),
        List.of(new Result.InjectedFault("url-shortener-1", "kill", 4003, 8002, 11_830)),
        points);
  }

  private static void phase(
      Map<String, Double> values, String phase, double sent, double failed, double p99) {
    double writes = Math.floor(failed / 100);
    values.put(phase + "sent", sent);
    values.put(phase + "failed", failed);
    values.put(phase + "ok", sent - failed);
    values.put(phase + "read.failed", failed - writes);
    values.put(phase + "write.failed", writes);
    values.put(phase + "p50", 1.4);
    values.put(phase + "p99", p99);
    values.put(phase + "p999", p99 * 2.3);
  }

  private static Figures figures(
      long count, long failed, @Nullable Double p50, @Nullable Double p99) {
    Map<String, Long> kinds = failed == 0 ? Map.of() : Map.of("status-502", failed);
    long writes = failed / 100;
    Double p999 = p99 == null ? null : Double.valueOf(p99 * 2.3);
    return new Figures(
        count,
        count,
        0,
        count - failed,
        Map.of("read", failed - writes, "write", writes),
        kinds,
        p50,
        p99,
        p999);
  }
}
