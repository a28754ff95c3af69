package lab.queuetracker.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lab.platform.web.IdempotencyKey;
import lab.platform.web.JsonBody;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.queue.Ending;
import lab.queuetracker.queue.Queue;
import lab.queuetracker.queue.Queues;
import lab.queuetracker.queue.Ticket;
import lab.queuetracker.waiting.WaitView;
import lab.queuetracker.waiting.Waits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Joining a line and leaving it: {@code POST /api/queue/{location}/join}, {@code …/leave}, {@code
 * …/served}, {@code …/no-show}, and {@code GET /api/tickets/{id}}.
 */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class TicketController {
  private static final int MAX_BODY = 1 << 10;
  private static final String TICKET = "ticket";

  private final Catalogue places;
  private final Queues queues;
  private final Waits waits;

  /** A ticket as clients see it; for someone without one, only the line. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TicketView(
      @Nullable UUID ticket,
      String location,
      @Nullable String state,
      @Nullable Integer position,
      @JsonProperty("queue_length") int queueLength,
      @JsonUnwrapped @Nullable WaitView estimate,
      @JsonProperty("joined_at") @Nullable Instant joinedAt,
      @JsonProperty("ended_at") @Nullable Instant endedAt) {

    static TicketView without(Queue queue) {
      return new TicketView(null, queue.location(), null, null, queue.length(), null, null, null);
    }
  }

  TicketController(Catalogue places, Queues queues, Waits waits) {
    this.places = places;
    this.queues = queues;
    this.waits = waits;
  }

  @PostMapping("/queue/{location}/join")
  ResponseEntity<TicketView> join(@PathVariable String location, HttpServletRequest request)
      throws IOException {
    places.require(location);
    var key = IdempotencyKey.of(request);
    var _ = JsonBody.readIfAny(request, MAX_BODY);
    return switch (queues.join(location, key == null ? null : key.value())) {
      case Queues.Joining.Joined(var ticket, var queue) -> created(ticket, queue);
      case Queues.Joining.JoinedBefore(var ticket, var queue) -> created(ticket, queue);
      case Queues.Joining.Full() ->
          throw new ProblemException(
              Problem.of(409, "line-full", "Line full")
                  .detail("This line is as long as a line may be.")
                  .bound("at most " + Queue.MAX_LENGTH + " people"));
      case Queues.Joining.UnknownPlace() -> throw new AssertionError(location);
    };
  }

  /** The person with the ticket leaves unserved. */
  @PostMapping(path = "/queue/{location}/leave", consumes = MediaType.APPLICATION_JSON_VALUE)
  TicketView leave(@PathVariable String location, HttpServletRequest request) throws IOException {
    places.require(location);
    var ticket = JsonBody.read(request, MAX_BODY, TICKET).string(TICKET);
    return end(location, Ending.LEFT, Optional.of(ticket));
  }

  /** The person with the ticket, or without one the next in line, has been served. */
  @PostMapping("/queue/{location}/served")
  TicketView served(@PathVariable String location, HttpServletRequest request) throws IOException {
    return end(location, Ending.SERVED, request);
  }

  /** The person with the ticket, or without one the next in line, was called and is not there. */
  @PostMapping("/queue/{location}/no-show")
  TicketView noShow(@PathVariable String location, HttpServletRequest request) throws IOException {
    return end(location, Ending.NO_SHOW, request);
  }

  @GetMapping("/tickets/{id}")
  TicketView ticket(@PathVariable String id) {
    var standing = queues.ticket(uuid(id)).orElseThrow(TicketController::unknown);
    return view(standing.ticket(), standing.queue());
  }

  private TicketView end(String location, Ending ending, HttpServletRequest request)
      throws IOException {
    places.require(location);
    var body = JsonBody.readIfAny(request, MAX_BODY, TICKET);
    return end(location, ending, body.optionalString(TICKET));
  }

  private TicketView end(String location, Ending ending, Optional<String> ticket) {
    var closing =
        ticket.isPresent()
            ? queues.end(location, ending, uuid(ticket.get()))
            : queues.endNext(location, ending);
    return switch (closing) {
      case Queues.Closing.Ended(var ended, var queue) ->
          ended == null ? TicketView.without(queue) : view(ended, queue);
      case Queues.Closing.EndedBefore(var ended, var queue) -> again(ended, ending, queue);
      case Queues.Closing.UnknownTicket() -> throw unknown();
      case Queues.Closing.Empty() ->
          throw new ProblemException(
              Problem.of(409, "line-empty", "Line empty").detail("Nobody is in this line."));
      case Queues.Closing.UnknownPlace() -> throw new AssertionError(location);
    };
  }

  /** A repeated request, as after a lost response, gets the same answer again. */
  private TicketView again(Ticket ticket, Ending ending, Queue queue) {
    if (ticket.state() == ending.state()) {
      return view(ticket, queue);
    }
    throw new ProblemException(
        Problem.of(409, "ticket-ended", "Ticket ended")
            .detail("This ticket has already ended differently; the line is unchanged.")
            .field(TICKET)
            .with("state", ticket.state().label()));
  }

  private ResponseEntity<TicketView> created(Ticket ticket, Queue queue) {
    return ResponseEntity.created(URI.create("/api/tickets/" + ticket.id()))
        .body(view(ticket, queue));
  }

  private TicketView view(Ticket ticket, Queue queue) {
    boolean waiting = ticket.state() == Ticket.State.WAITING;
    var place = places.require(ticket.location());
    return new TicketView(
        ticket.id(),
        ticket.location(),
        ticket.state().label(),
        waiting ? ticket.position() : null,
        queue.length(),
        waiting ? WaitView.of(waits.at(place, ticket.position() - 1)) : null,
        ticket.joinedAt(),
        ticket.endedAt());
  }

  private static UUID uuid(String text) {
    try {
      if (text.length() == 36) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // no ticket has that id
    }
    throw unknown();
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.of(404, "unknown-ticket", "Unknown ticket")
            .detail("At this place, there is no ticket with that id.")
            .field(TICKET));
  }
}
