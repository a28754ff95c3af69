package lab.queuetracker.queue;

/** How someone's time in line ends. */
public enum Ending {
  SERVED(Ticket.State.SERVED, Change.Kind.SERVED),
  LEFT(Ticket.State.LEFT, Change.Kind.LEFT),
  NO_SHOW(Ticket.State.NO_SHOW, Change.Kind.NO_SHOW);

  private final Ticket.State state;
  private final Change.Kind kind;

  Ending(Ticket.State state, Change.Kind kind) {
    this.state = state;
    this.kind = kind;
  }

  /** The ticket's resulting state. */
  public Ticket.State state() {
    return state;
  }

  Change.Kind kind() {
    return kind;
  }
}
