package lab.loadtest.queuetracker.traffic;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import lab.loadtest.queuetracker.QueueApi;
import org.jspecify.annotations.Nullable;

/** Sends the requests that people would send to the queue tracker. */
final class QueueClient implements AutoCloseable {
  private static final int CONFLICT = 409;
  private static final int MIN_SERVICE_SECONDS = 180;
  private static final int MAX_SERVICE_SECONDS = 420;

  private final QueueApi api;

  /** What somebody does at a line. */
  enum Action {
    JOIN,
    SERVED,
    NO_SHOW,
    LEAVE;

    private String path() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The outcome of an action. */
  sealed interface Answer {
    /**
     * It was done.
     *
     * @param length people in line now
     */
    record Done(int length, @Nullable String ticket) implements Answer {}

    /** It is not possible: nobody is in line, the line is full, or the ticket has ended. */
    record Refused() implements Answer {}

    record Failed() implements Answer {}
  }

  QueueClient(URI gateway) {
    api = new QueueApi(gateway);
  }

  /**
   * The first places.
   *
   * @param random draws how long a customer takes there
   * @throws IOException saying what is wrong
   */
  List<Place> places(int count, RandomGenerator random) throws IOException {
    return api.upTo(count).stream()
        .map(spot ->
            new Place(
                spot.location(),
                spot.longitude(),
                spot.servers(),
                random.nextInt(MIN_SERVICE_SECONDS, MAX_SERVICE_SECONDS + 1)))
        .toList();
  }

  /** Never fails: a failure is an answer, too. */
  CompletableFuture<Answer> ask(Action action, String location, @Nullable String ticket) {
    String path = "/api/queue/" + location + "/" + action.path();
    return api.post(path, ticket == null ? Map.of() : Map.of("ticket", ticket))
        .thenApply(QueueClient::answer);
  }

  private static Answer answer(QueueApi.Reply reply) {
    if (reply.status() == CONFLICT) {
      return new Answer.Refused();
    }
    return reply.ok()
        ? new Answer.Done(reply.length(), reply.body().path("ticket").stringValue(null))
        : new Answer.Failed();
  }

  @Override
  public void close() {
    api.close();
  }
}
