package lab.runner.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import lab.runner.home.LabHome;
import lab.runner.run.RunNote;
import lab.runner.run.Runs;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of the runner's process. Its only argument is {@link Settings} as JSON. It ends on
 * {@code down}, on SIGTERM, when bringing the lab up failed, and, if attached, when the command
 * that started it is gone. In each case it takes all nodes down with it.
 */
public final class RunnerMain {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Held as long as the process lives. It is a field because an unreferenced channel would be
   * closed.
   */
  @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
  private static FileChannel lock;

  private RunnerMain() {}

  public static void main(String[] args) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    try {
      run(args);
    } catch (IOException | RuntimeException e) {
      System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String[] args) throws IOException, InterruptedException {
    var settings = JsonMapper.builder().build().readValue(args[0], Settings.class);
    var home = LabHome.from(System.getenv());
    lock = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    awaitOlder();
    var progress = new Progress();
    var lab = Lab.of(home, settings, progress::say);
    var end = new CountDownLatch(1);
    String token = token();
    var traces = new Traces(settings.traces());
    var runs =
        new Runs(
            new LabHands(lab), new RunNote(home.runNote()), Clock.systemUTC(), System.err::println);
    runs.start();
    var desk = new RunDesk(lab, runs);
    var console =
        new Console(settings.consolePort(), lab, desk, progress, traces, token, end::countDown);
    var self = ProcessHandle.current();
    new RunnerFile(
            self.pid(),
            RunnerFile.startOf(self),
            settings.consolePort(),
            settings.gatewayPort(),
            settings.topology(),
            token)
        .write(home.runnerFile());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(home, lab, runs, console, progress), "shutdown"));
    if (settings.attached()) {
      Thread.ofVirtual().start(() -> endWithStandardInput(end));
    }
    Thread.ofVirtual()
        .start(() -> {
          if (bringUp(lab, progress, end)) {
            train(lab, runs);
          }
        });
    end.await();
    System.exit(0);
  }

  /**
   * Waits for an older runner, which may still be taking its lab down. (Commands start one runner
   * at a time.)
   */
  private static void awaitOlder() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (lock.tryLock() == null) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The lab's last runner has not ended within %d s.".formatted(PATIENCE.toSeconds()));
      }
      Thread.sleep(50);
    }
  }

  private static void train(Lab lab, Runs runs) {
    try {
      lab.trainWhenIdle(() -> runs.now().isPresent());
    } catch (IOException | RuntimeException e) {
      if (!lab.isClosed()) {
        System.err.println("The ahead-of-time caches were not made: " + e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True if it is up. */
  private static boolean bringUp(Lab lab, Progress progress, CountDownLatch end) {
    try {
      lab.up();
      progress.ready();
      return true;
    } catch (IOException | RuntimeException e) {
      if (lab.isClosed()) {
        return false; // this failure is a consequence of the lab's being closed
      }
      e.printStackTrace();
      progress.failed(String.valueOf(e.getMessage()));
      lab.close();
      lingerForTheReader(end);
      return false;
    }
  }

  /** Gives the command line time to read the reason. */
  private static void lingerForTheReader(CountDownLatch end) {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.countDown();
  }

  private static void endWithStandardInput(CountDownLatch end) {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // a broken pipe means the end as well
    }
    end.countDown();
  }

  private static void end(LabHome home, Lab lab, Runs runs, Console console, Progress progress) {
    runs.close();
    lab.close();
    if (progress.isStarting()) {
      System.err.println("The lab was taken down before it was up.");
    }
    console.close();
    try {
      Files.deleteIfExists(home.runnerFile());
    } catch (IOException e) {
      System.err.println("Cannot delete " + home.runnerFile() + ": " + e.getMessage());
    }
  }

  private static String token() {
    var bytes = new byte[16];
    new java.security.SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
