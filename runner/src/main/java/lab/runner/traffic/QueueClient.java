package lab.runner.traffic;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import lab.runner.queue.QueueApi;
import org.jspecify.annotations.Nullable;

/** Asks the queue tracker what people ask it. */
final class QueueClient implements AutoCloseable {
  private static final int CONFLICT = 409;
  private static final int MIN_SERVICE_SECONDS = 180;
  private static final int MAX_SERVICE_SECONDS = 420;

  private final QueueApi api;

  /** What somebody wants of a line. */
  enum Action {
    JOIN,
    SERVED,
    NO_SHOW,
    LEAVE;

    private String path() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What became of it. */
  sealed interface Answer {
    /**
     * It is so.
     *
     * @param length people in line now
     */
    record Done(int length, @Nullable String ticket) implements Answer {}

    /** It does not fit: nobody is in line, the line is full, the ticket has ended. */
    record Refused() implements Answer {}

    record Failed() implements Answer {}
  }

  QueueClient(URI gateway) {
    api = new QueueApi(gateway);
  }

  /**
   * The first so many places.
   *
   * @param random draws how long a customer takes there
   * @throws IOException saying what is not as it should be
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

  /** Never fails: that is an answer. */
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
