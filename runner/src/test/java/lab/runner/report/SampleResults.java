package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;
import org.jspecify.annotations.Nullable;

/** A plausible result of the repository's own experiment. */
final class SampleResults {
  private SampleResults() {}

  static Result passed() throws IOException {
    return result(
        new Health.Pass(List.of("0 of 4,800 requests failed with health checks on")),
        List.of(arm(experiment().arms().get(0), true), arm(experiment().arms().get(1), false)));
  }

  /**
   * Of a kill of the PostgreSQL primary: only writes fail, and nobody asks for the gateway's tries.
   */
  static Result failover() throws IOException {
    Path file = Path.of("..", "experiments", "postgres-failover.yml");
    Experiment experiment = ExperimentFile.read(file, true);
    Result sample = passed();
    List<ArmResult> arms = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ArmResult arm = sample.arms().get(i);
      arms.add(failover(experiment.arms().get(i), arm, i == 0 ? 1796 : 1));
    }
    return new Result(
        experiment,
        true,
        sample.startedAt(),
        "./lab run postgres-failover --short",
        sample.machine(),
        sample.versions(),
        sample.health(),
        new ClaimVerdict.HoldsWhen("automatic failover on", "649 ms; 45.9 s"),
        arms,
        sample.ledger());
  }

  private static ArmResult failover(Experiment.Arm arm, ArmResult like, long failedWrites) {
    Figures all = like.figures();
    Figures figures =
        new Figures(
            all.intended(),
            all.sent(),
            0,
            all.sent() - failedWrites,
            0,
            failedWrites,
            Map.of("status-503", failedWrites),
            all.p50Millis(),
            all.p99Millis(),
            all.p999Millis());
    return new ArmResult(
        arm,
        figures,
        0,
        0,
        like.phases(),
        List.of(new Result.InjectedFault("postgres-1", "kill", 5003, 50_002, 52_511)),
        failedWrites > 1 ? 45_900L : 649L,
        null,
        like.ledger(),
        like.seconds(),
        like.loadCpuMillis());
  }

  static Result brokenOff(String reason) throws IOException {
    return result(new Health.Unknown(List.of(reason)), List.of());
  }

  private static Result result(Health health, List<ArmResult> arms) throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("PostgreSQL", "18.6");
    versions.put("<script>alert(1)</script>", "\"1\" & 'more'");
    ClaimVerdict claim =
        arms.isEmpty()
            ? new ClaimVerdict.CannotBeTestedHere("nothing was measured", "not measured")
            : new ClaimVerdict.HoldsWhen(
                "health checks, ejection and retries on", "0 ms with them; 7.9 s without");
    return new Result(
        experiment(),
        true,
        Instant.parse("2026-11-21T12:00:00Z"),
        "./lab run kill-an-instance --short",
        new Result.Machine(2, 8_000_000_000L, "Linux 6.1", "amd64", "OpenJDK 25"),
        versions,
        health,
        claim,
        arms,
        new Result.Ledger(700, 0, 0, 0, null, 3, 0));
  }

  static Experiment experiment() throws IOException {
    return ExperimentFile.read(Path.of("..", "experiments", "kill-an-instance.yml"), true);
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
    long failed = points.stream().mapToLong(point -> point.figures().failed()).sum();
    List<Result.Phase> phases =
        List.of(
            new Result.Phase("before", figures(1200, 0, 1.3, 8.8)),
            new Result.Phase("during", figures(2400, failed, 1.9, control ? 35.2 : 41.7)),
            new Result.Phase("after", figures(1200, 0, 1.3, 9.1)));
    return new ArmResult(
        arm,
        figures(4800, failed, 1.4, 22.8),
        0,
        0,
        phases,
        List.of(new Result.InjectedFault("url-shortener-1", "kill", 4003, 8002, 11_830)),
        control ? 7920L : 0L,
        new Result.Traffic(control ? 4000 : 100, control ? 580 : 0),
        new Result.Ledger(350, 0, 0, 0, null, control ? 3 : 0, 0),
        points,
        4200);
  }

  private static Figures figures(
      long count, long failed, @Nullable Double p50, @Nullable Double p99) {
    Map<String, Long> kinds = failed == 0 ? Map.of() : Map.of("status-502", failed);
    long writes = failed / 100;
    Double p999 = p99 == null ? null : Double.valueOf(p99 * 2.3);
    return new Figures(
        count, count, 0, count - failed, failed - writes, writes, kinds, p50, p99, p999);
  }
}
