package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.protocol.Event;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Experiment.Arm;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.ProgressListener;
import lab.runner.experiment.Result;
import lab.runner.report.Curve.Window;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code report.html} during the run: the page reloads itself, shows what has been measured
 * so far with the faults as planned, and gives no verdict. A run that breaks off leaves a page that
 * says so. Everything that this listener is told it passes on to the next.
 *
 * <p>Its seconds are those in which responses arrived, because nothing else is known before the
 * end; those of the final page are the ones in which requests were due.
 */
public final class LiveReport implements ProgressListener, AutoCloseable {
  private static final int REFRESH_SECONDS = 2;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final Experiment experiment;
  private final boolean shortForm;
  private final String command;
  private final ProgressListener next;
  private final Instant startedAt = Instant.now();
  private final Map<String, Measured> arms = new LinkedHashMap<>();
  private final List<String> steps = new ArrayList<>();
  private final Thread atTheEndOfThisJvm = new Thread(this::breakOff, "live-report");
  private String now = "getting ready";
  private @Nullable Path file;
  private boolean over;
  private boolean toldOfTrouble;

  private record Measured(
      List<Double> sent, List<Double> ok, List<Double> failed, List<Double> p99) {
    Measured() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * @param command that repeats the run
   * @param next is told everything too
   */
  public LiveReport(
      Experiment experiment, boolean shortForm, String command, ProgressListener next) {
    this.experiment = experiment;
    this.shortForm = shortForm;
    this.command = command;
    this.next = next;
    Runtime.getRuntime().addShutdownHook(atTheEndOfThisJvm);
  }

  @Override
  public synchronized void begins(Path folder) {
    file = folder.resolve("report.html");
    write();
    next.begins(folder);
  }

  @Override
  public synchronized void step(String what) {
    steps.add(CLOCK.format(Instant.now()) + " " + what);
    write();
    next.step(what);
  }

  @Override
  public synchronized void second(String arm, Event.Second second) {
    now = "%s, second %d%s".formatted(arm, second.second(), second.warmUp() ? " (warm-up)" : "");
    if (!second.warmUp()) {
      Measured measured = arms.computeIfAbsent(arm, _ -> new Measured());
      measured.sent().add((double) second.sent());
      measured.ok().add((double) second.ok());
      long answered = second.failed() + second.ok();
      measured.failed().add(100.0 * second.failed() / Math.max(1, answered));
      measured.p99().add(second.ok() == 0 ? Double.NaN : second.p99Micros() / 1_000.0);
    }
    write();
    next.second(arm, second);
  }

  /**
   * The run is complete: its report replaces this page.
   *
   * @throws IOException if the report cannot be written; for the live page that is only reported
   */
  public synchronized void end(Result result) throws IOException {
    over = true;
    if (file != null) {
      Report.write(result, file);
    }
  }

  /** Unless {@link #end} was called, marks the run as broken off. */
  @Override
  public void close() {
    breakOff();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEndOfThisJvm);
    } catch (IllegalStateException e) {
      // The JVM is already ending, so the hook is running or has run.
    }
  }

  private synchronized void breakOff() {
    if (!over) {
      over = true;
      write("Broken off", "The run broke off here: " + now, 0);
    }
  }

  private void write() {
    if (!over) {
      write("Running…", now, REFRESH_SECONDS);
    }
  }

  private void write(String state, String where, int refreshSeconds) {
    if (file == null) {
      return;
    }
    try {
      Page.write(html(state, where, refreshSeconds), file);
    } catch (IOException e) {
      if (!toldOfTrouble) {
        toldOfTrouble = true;
        next.step("the page %s cannot be written: %s".formatted(file, e.getMessage()));
      }
    }
  }

  private String html(String state, String where, int refreshSeconds) throws IOException {
    Page page = new Page(experiment, shortForm);
    page.text("load", Words.load(experiment));
    page.text("time", Page.TIME.format(startedAt));
    page.text("state", state);
    page.text("where", where);
    page.text("clock", CLOCK.format(Instant.now()));
    page.text("command", command);
    page.html("claims", Claims.open(experiment.claims()));
    if (experiment.hasSeries()) {
      page.html("legend", Legend.of(experiment.arms()));
      List<Curve> curves = experiment.arms().stream().map(this::curve).toList();
      page.html("charts", new Charts(curves, seconds()).html());
      page.html("series", page.fill("live-series.html"));
    }
    page.html("steps", Html.list(steps.reversed()));
    return page.render("live.html", refreshSeconds);
  }

  private Curve curve(Arm arm) {
    Measured measured = arms.getOrDefault(arm.name(), new Measured());
    List<Window> planned =
        arms.containsKey(arm.name())
            ? experiment.faults().stream().map(this::planned).toList()
            : List.of();
    return new Curve(
        Words.style(arm.role()),
        arm.name(),
        measured.sent(),
        measured.ok(),
        measured.failed(),
        List.of(),
        measured.p99(),
        List.of(),
        planned);
  }

  private Window planned(Fault fault) {
    double lift = fault.lift() == null ? seconds() : fault.lift().toMillis() / 1000.0;
    String action = fault.action().name().toLowerCase(Locale.ROOT);
    return new Window(fault.at().toMillis() / 1000.0, lift, lift, action + ", planned");
  }

  /**
   * The length of the time axis so far: up to the last planned fault or the last measured second.
   */
  private int seconds() {
    long planned =
        experiment.faults().stream()
            .map(fault -> fault.lift() == null ? fault.at() : fault.lift())
            .mapToLong(Duration::toSeconds)
            .max()
            .orElse(0);
    int measured = arms.values().stream().mapToInt(arm -> arm.sent().size()).max().orElse(0);
    return (int) Math.max(1, Math.max(planned, measured));
  }
}
