package lab.loadtest;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lab.loadtest.Arrival.Link;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar loadtest.jar plan.json outputFolder [--follow-parent]}: puts a {@link Plan}'s
 * load on and writes {@code samples.json} and {@code acknowledged.ndjson}. Standard output carries
 * one JSON event a line.
 *
 * <p>The exit code says whether the load ran, not how the service did: 0 it ran, 64 the plan or the
 * arguments are wrong, 69 the links to read could not be created, 70 the load generator itself
 * failed. With {@code --follow-parent} it ends (71) when its standard input does, so that it never
 * outlives the program that started it.
 */
public final class LoadTest {
  /** The environment's variable with the token that the lab's monitor wants to be shown. */
  static final String TOKEN = "LAB_TOKEN";

  static final int RAN = 0;
  static final int WRONG_PLAN = 64;
  static final int NOT_SEEDED = 69;
  static final int BROKEN = 70;
  static final int ORPHANED = 71;

  private LoadTest() {}

  public static void main(String... args) {
    List<String> arguments = List.of(args);
    boolean follow = arguments.size() == 3 && arguments.get(2).equals("--follow-parent");
    if (arguments.size() != 2 && !follow) {
      System.err.println("Usage: java -jar loadtest.jar plan.json outputFolder [--follow-parent]");
      System.exit(WRONG_PLAN);
    }
    if (follow) {
      endWith(System.in);
    }
    // Standard output is for events alone; whatever else is printed goes to standard error.
    PrintStream out = System.out;
    System.setOut(System.err);
    System.exit(run(Path.of(arguments.get(0)), Path.of(arguments.get(1)), new Events(out)));
  }

  static int run(Path planFile, Path folder, Events events) {
    try {
      Plan plan = Plan.read(planFile);
      Files.createDirectories(folder);
      return run(plan, folder, events);
    } catch (IllegalArgumentException e) {
      System.err.println(planFile + ": " + e.getMessage());
      return WRONG_PLAN;
    } catch (Seeding.Impossible e) {
      System.err.println("The links to read could not be created: " + e.getMessage());
      return NOT_SEEDED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      return BROKEN;
    }
  }

  private static int run(Plan plan, Path folder, Events events)
      throws IOException, InterruptedException, Seeding.Impossible {
    try (var acknowledgements = new Acknowledgements(folder.resolve("acknowledged.ndjson"))) {
      Writes writes = new Writes();
      long begun = System.nanoTime();
      List<Link> links = new Seeding(plan, writes, acknowledgements).create();
      events.seeded(links.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));

      LoadRun run = new LoadRun(plan, events, acknowledgements, writes, links);
      begun = System.nanoTime();
      Rehearsal.Ended rehearsal = new Rehearsal(run).play();
      events.rehearsed(rehearsal, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));

      long cpu = cpuMillis();
      int status = gatling(run, folder);
      if (status != 0) {
        System.err.println("Gatling ended with " + status);
        return BROKEN;
      }
      Recording.Samples samples = run.samples(cpuMillis() - cpu);
      Path file = folder.resolve("samples.json");
      Files.write(file, new JsonMapper().writeValueAsBytes(samples));
      run.finished(samples);
      return RAN;
    }
  }

  private static int gatling(LoadRun run, Path folder) {
    // Gatling keeps a preference; it need not do so in the user's home.
    System.setProperty("java.util.prefs.userRoot", folder.toAbsolutePath().toString());
    String timeout = Long.toString(run.plan.timeoutMillis());
    System.setProperty("gatling.socket.connectTimeout", timeout);
    ScheduledExecutorService reporting = run.report();
    Optional<MetricsPush> push = run.push(System.getenv().getOrDefault(TOKEN, ""));
    try {
      String results = folder.resolve("gatling").toAbsolutePath().toString();
      return Gatling$.MODULE$.fromArgs(
          new String[] {"-nr", "-s", UrlShortener.class.getName(), "-rf", results});
    } finally {
      reporting.shutdownNow();
      push.ifPresent(MetricsPush::close);
    }
  }

  private static void endWith(InputStream parent) {
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(() -> {
          try {
            while (parent.read() >= 0) {}
          } catch (IOException e) {
            // As good as its end.
          }
          Runtime.getRuntime().halt(ORPHANED);
        });
  }

  private static long cpuMillis() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
  }
}
