package lab.loadtest.readwrite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import lab.loadtest.gatling.Reply;
import lab.loadtest.ledger.Contradictions;
import lab.loadtest.ledger.Found;
import lab.loadtest.ledger.Ledger;
import lab.loadtest.ledger.Promise;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import tools.jackson.databind.JsonNode;

/**
 * Checks whether the service kept its promises: reads what was acknowledged back through the
 * gateway, and repeats its write under its idempotency key, which must return the same id.
 *
 * <p>Reading alone would miss what the database lost but a cache still has. The repeated write
 * detects it: its key is lost, too, so it creates another thing, which counts as duplicated.
 */
public final class PromisesReadBack implements Ledger.ReadBack<Promise>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Resource resource;
  private final Answers answers;
  private final PlainRequests plain;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** For this resource at this gateway. */
  public PromisesReadBack(URI gateway, Resource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
    this.plain = new PlainRequests(gateway, resource, TIMEOUT);
  }

  @Override
  public Found find(Promise promise) throws InterruptedException {
    var read = new Read(promise.id(), promise.content());
    Found found = ask(plain.read(read), answer -> read(answer, read));
    if (found != Found.RIGHT) {
      return found;
    }
    var again = new Write(promise.content(), promise.key());
    return ask(plain.write(again), answer -> repeated(answer, promise));
  }

  @Override
  public long contradictions(List<Promise> promises) {
    return Contradictions.count(promises);
  }

  private Found ask(HttpRequest request, Function<Reply.Answer, Found> reading)
      throws InterruptedException {
    try {
      return reading.apply(Reply.Answer.of(client.send(request, BodyHandlers.ofString())));
    } catch (IOException e) {
      return Found.UNREAD;
    }
  }

  private Found read(Reply.Answer answer, Read asked) {
    return switch (answers.read(answer, asked)) {
      case Judgement.Right _ -> Found.RIGHT;
      case Judgement.Failed(String kind, _) ->
          switch (kind) {
            case Answers.NOT_FOUND -> Found.LOST;
            case Answers.WRONG -> Found.STALE;
            default -> Found.UNREAD;
          };
    };
  }

  private Found repeated(Reply.Answer answer, Promise promise) {
    JsonNode made = answer.json();
    if (answer.status() != Answers.CREATED || made.isMissingNode()) {
      return Found.UNREAD;
    }
    return resource.id(made).equals(promise.id()) ? Found.RIGHT : Found.DUPLICATED;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
