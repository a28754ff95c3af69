package lab.runner.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has the lab: one command at a time, and no longer than it is heard of.
 *
 * <p>A command that runs an experiment, or puts load on, begins by taking the lab, and is refused
 * while another has it. It renews its lease every few seconds; when it is not heard of for {@link
 * #LEASE} (it hangs, or was stopped) or its process is gone (at once), the lab ends its run: what
 * faults are lifted, what it configured is put back, and its {@link Will} is executed. A command
 * that wakes up after that finds its ticket void: it can neither fault nor lift anything, so it
 * cannot disturb whoever has the lab by then. This is a lease with a fencing token: Gray and
 * Cheriton, "Leases" (1989); Kleppmann, "How to do distributed locking" (2016).
 *
 * <p>What is under way for a run when it ends is waited for before anything is put back: a kill
 * that takes effect after its node was found well would stay.
 */
public final class Runs implements AutoCloseable {
  /** How long a command may be silent. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private static final long LOOK_MILLIS = 250;
  private static final Duration PUT_BACK = Duration.ofMinutes(2);

  private final Hands lab;
  private final RunNote note;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Consumer<String> told;
  private @Nullable Held held;
  private boolean closed;
  private String last = "";

  /** Who has the lab now. */
  private static final class Held {
    final RunTicket ticket;
    final Client client;
    final Changes changes = new Changes();
    final List<String> byHand = new ArrayList<>();
    @Nullable Will will;
    long heardOf;
    int underWay;
    String over = "";

    Held(RunTicket ticket) {
      this.ticket = ticket;
      client = new Client(ticket.pid());
    }
  }

  /** Something that is done to the lab. */
  public interface Change<T> {
    /** Does it and notes it. */
    T make(Changes changes) throws IOException;
  }

  /**
   * @param lab puts back what a run leaves
   * @param told what the lab does by itself
   */
  public Runs(Hands lab, RunNote note, Clock clock, Consumer<String> told) {
    this(lab, note, clock, System::nanoTime, told);
  }

  Runs(Hands lab, RunNote note, Clock clock, LongSupplier nanos, Consumer<String> told) {
    this.lab = lab;
    this.note = note;
    this.clock = clock;
    this.nanos = nanos;
    this.told = told;
  }

  /** Ends what a former runner left, and looks after the runs from now on. */
  public void start() {
    try {
      note.settle().ifPresent(run -> remember(run, "the runner died with it", List.of()));
    } catch (IOException e) {
      told.accept("The result of a run that was left cannot be written: " + e.getMessage());
    }
    Thread.ofPlatform().daemon().name("runs").start(this::look);
  }

  /**
   * Takes the lab for a command. While the lab is putting back what another left, this waits.
   *
   * @throws RunRefused naming the command that has it
   */
  public synchronized RunTicket begin(String what, long pid, boolean ownsNodes)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PUT_BACK.toNanos();
    while (!closed && held != null && !held.over.isEmpty() && System.nanoTime() < deadline) {
      wait(LOOK_MILLIS);
    }
    if (closed) {
      throw new RunRefused("The lab is being taken down.");
    }
    if (held != null) {
      throw RunRefused.taken(Optional.of(held.ticket.words()));
    }
    var ticket = new RunTicket(UUID.randomUUID().toString(), what, pid, clock.instant(), ownsNodes);
    note.write(ticket, null);
    var taken = new Held(ticket);
    taken.heardOf = nanos.getAsLong();
    held = taken;
    return ticket;
  }

  /** What is to be written if the run does not do so itself. */
  public synchronized void will(String id, Will will) throws IOException {
    Held run = of(id);
    run.will = will;
    note.write(run.ticket, will);
  }

  /**
   * The command is still there.
   *
   * @return what others did to the lab by force, in words
   * @throws RunRefused when the lab has ended the run
   */
  public synchronized List<String> renew(String id) {
    Held run = of(id);
    run.heardOf = nanos.getAsLong();
    return List.copyOf(run.byHand);
  }

  /**
   * The run is over, and has written its result.
   *
   * @return what could not be put back
   * @throws RunRefused when the lab has ended it already
   */
  public List<String> end(String id) {
    Held run;
    synchronized (this) {
      run = of(id);
      run.over = "it is over";
    }
    List<String> left = finish(run);
    if (!left.isEmpty()) {
      remember(run.ticket, run.over, left);
    }
    return left;
  }

  /** The command that has the lab. */
  public synchronized Optional<RunTicket> now() {
    return Optional.ofNullable(held).map(run -> run.ticket);
  }

  /** How the last run ended if the lab had to end it, in words; empty if it had not. */
  public synchronized String last() {
    return last;
  }

  /**
   * Changes the lab, for the run that has it or by hand.
   *
   * @param id the run's, or null: by hand
   * @param force whether by hand even though a run owns the nodes; its verdict is then unknown
   * @param what in words
   * @throws RunRefused if it may not
   */
  public <T> T change(@Nullable String id, boolean force, String what, Change<T> change)
      throws IOException {
    Held run = enter(id, force, what);
    try {
      return change.make(id == null ? new Changes() : run.changes);
    } finally {
      leave(run);
    }
  }

  private synchronized Held enter(@Nullable String id, boolean force, String what) {
    if (id != null) {
      Held run = of(id);
      run.underWay++;
      return run;
    }
    Held run = held;
    if (run == null) {
      return new Held(new RunTicket("", "", 0, clock.instant(), false));
    }
    if (run.ticket.ownsNodes()) {
      if (!force || !run.over.isEmpty()) {
        throw RunRefused.ofHand(run.ticket);
      }
      run.byHand.add(what);
    }
    run.underWay++;
    return run;
  }

  private synchronized void leave(Held run) {
    run.underWay--;
    notifyAll();
  }

  private Held of(String id) {
    Held run = held;
    if (run == null || !run.ticket.id().equals(id) || !run.over.isEmpty()) {
      throw new RunRefused(
          "The lab has ended this run: "
              + (run != null && run.ticket.id().equals(id) ? run.over : "it was not heard of"));
    }
    return run;
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        expire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the run whose command is not there any more. */
  void expire() {
    Held run;
    synchronized (this) {
      run = held;
      if (closed || run == null || !run.over.isEmpty()) {
        return;
      }
      boolean silent = nanos.getAsLong() - run.heardOf > LEASE.toNanos();
      if (!silent && run.client.lives()) {
        return;
      }
      run.over =
          silent
              ? "its command was not heard of for %d s".formatted(LEASE.toSeconds())
              : "its command is gone";
    }
    told.accept("Ending %s: %s".formatted(run.ticket.words(), run.over));
    run.client.endWhatItStarted();
    execute(run);
    remember(run.ticket, run.over, finish(run));
  }

  private void execute(Held run) {
    try {
      if (run.will != null) {
        run.will.execute();
      }
    } catch (IOException e) {
      told.accept("Its result cannot be written: " + e.getMessage());
    }
  }

  private synchronized void remember(RunTicket run, String why, List<String> left) {
    last =
        "%s was ended by the lab: %s%s"
            .formatted(run.words(), why, left.isEmpty() ? "" : "; " + String.join("; ", left));
  }

  private List<String> finish(Held run) {
    awaitWhatIsUnderWay(run);
    List<String> left = List.of();
    try {
      left = run.changes.undo(lab, told);
    } finally {
      synchronized (this) {
        held = null;
        last = "";
        forget();
        notifyAll();
      }
    }
    return left;
  }

  private synchronized void awaitWhatIsUnderWay(Held run) {
    boolean interrupted = false;
    while (run.underWay > 0) {
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    try {
      note.delete();
    } catch (IOException e) {
      told.accept("The note of a run cannot be deleted: " + e.getMessage());
    }
  }

  /** The lab is taken down, and with it goes whoever has it. Nothing is put back. */
  @Override
  public void close() {
    Held run;
    synchronized (this) {
      closed = true;
      notifyAll();
      run = held;
      if (run == null || !run.over.isEmpty()) {
        return;
      }
      run.over = "the lab was taken down";
    }
    execute(run);
    synchronized (this) {
      forget();
    }
  }
}
