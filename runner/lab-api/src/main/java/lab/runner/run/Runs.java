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
import lab.runner.lab.Hands;
import org.jspecify.annotations.Nullable;

/**
 * Decides who has the lab: one command at a time, and only as long as it renews its lease.
 *
 * <p>A command that runs an experiment or puts load on the lab first takes the lab, and is refused
 * while another has it. It renews its lease every few seconds. If it does not for {@link #LEASE}
 * (it hangs or was stopped), or as soon as its process is gone, the lab ends its run: its faults
 * are lifted, its configuration is undone, and its {@link Will} is executed. A command that wakes
 * up after that finds its ticket invalid: it can neither inject nor lift a fault, so it cannot
 * disturb whoever has the lab by then. This is a lease with a fencing token: Gray and Cheriton,
 * "Leases" (1989); Kleppmann, "How to do distributed locking" (2016).
 *
 * <p>When a run ends, changes of it that are still under way are waited for before anything is
 * undone: a kill that takes effect after its node was found ready would never be undone.
 */
public final class Runs implements AutoCloseable {
  /** How long a command may go without renewing. */
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

  /** A change to the lab. */
  public interface Change<T> {
    /** Makes the change and records it. */
    T make(Changes changes) throws IOException;
  }

  /**
   * @param lab undoes what a run leaves
   * @param told receives messages on what the lab does by itself
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

  /** Settles a run that a former runner left, and watches over runs from now on. */
  public void start() {
    try {
      note.settle().ifPresent(run -> remember(run, "the runner died with it", List.of()));
    } catch (IOException e) {
      told.accept("The result of a run that was left cannot be written: " + e.getMessage());
    }
    Thread.ofPlatform().daemon().name("runs").start(this::look);
  }

  /**
   * Takes the lab for a command. Waits while the lab is undoing what another left.
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

  /** Sets what is written if the run does not write its result itself. */
  public synchronized void will(String id, Will will) throws IOException {
    Held run = of(id);
    run.will = will;
    note.write(run.ticket, will);
  }

  /**
   * Renews the lease: the command is still there.
   *
   * @return what others forced on the lab, in words
   * @throws RunRefused if the lab has ended the run
   */
  public synchronized List<String> renew(String id) {
    Held run = of(id);
    run.heardOf = nanos.getAsLong();
    return List.copyOf(run.byHand);
  }

  /**
   * Ends the run, which has written its result.
   *
   * @return what could not be undone
   * @throws RunRefused if the lab has ended it already
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

  /** Why the lab had to end the last run, in words; empty if it did not have to. */
  public synchronized String last() {
    return last;
  }

  /**
   * Changes the lab, on behalf of the run that has it or by hand.
   *
   * @param id the run's id; null for a change by hand
   * @param force whether to allow a change by hand even though a run owns the nodes, which makes
   *     its verdict unknown
   * @param what the change, in words
   * @throws RunRefused if the change is not allowed
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

  /** Ends the run if its command is gone or silent. */
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

  /** Ends the run that has the lab, because the lab is being taken down. Nothing is undone. */
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
