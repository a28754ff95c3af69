package lab.loadtest.readwrite;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import lab.loadtest.NotSeeded;
import lab.loadtest.gatling.Outcome;
import lab.loadtest.gatling.Reply;
import lab.loadtest.gatling.Users;
import lab.loadtest.gatling.Visit;
import lab.loadtest.ledger.Ledger;
import lab.loadtest.ledger.Promise;
import lab.loadtest.ledger.Seeding;
import lab.loadtest.open.Population;
import lab.loadtest.open.Zipf;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;

/** Users who read, a few things all the time, and create new ones. */
final class ReadWriteUsers implements Users<ReadOrWrite> {
  private static final int EXCERPT = 200;

  private final URI gateway;
  private final ReadWriteLoad settings;
  private final Resource resource;
  private final Answers answers;
  private final PlainRequests plain;
  private final Writes writes;
  private final Ledger<Promise> ledger;
  private final Population<Read> population;
  private final Zipf zipf;

  ReadWriteUsers(URI gateway, Path folder, ReadWriteLoad settings, Resource resource)
      throws IOException {
    this.gateway = gateway;
    this.settings = settings;
    this.resource = resource;
    this.answers = new Answers(resource);
    this.plain = new PlainRequests(gateway, resource, settings.timeout());
    this.writes = new Writes(resource);
    this.ledger = new Ledger<>(folder, Promise.class);
    this.population = new Population<>(settings.population() * 2);
    this.zipf = new Zipf(settings.zipf(), settings.seed());
  }

  @Override
  public void seed(HttpClient client) throws NotSeeded, InterruptedException {
    new Seeding<Read>(resource.words().things(), "POST " + plain.writeUri())
        .make(
            settings.population(),
            () -> {
              Write write = writes.next();
              return () -> ask(client, write);
            })
        .forEach(population::add);
  }

  private Seeding.Answer<Read> ask(HttpClient client, Write write)
      throws IOException, InterruptedException {
    var response = client.send(plain.write(write), BodyHandlers.ofString());
    return switch (answers.written(Reply.Answer.of(response), write)) {
      case Judgement.Right(String id) ->
          new Seeding.Answer.Made<>(acknowledged(id, write, System.currentTimeMillis()));
      case Judgement.Failed(String kind, _) ->
          new Seeding.Answer.Failed<>(kind + ": " + excerpt(response.body()));
    };
  }

  private static String excerpt(String body) {
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "…";
  }

  private Read acknowledged(String id, Write write, long epochMillis) {
    ledger.acknowledged(new Promise(id, write.content(), write.key(), epochMillis));
    return new Read(id, write.content());
  }

  @Override
  public String operation(long arrival) {
    return settings.writes(arrival) ? ReadOrWrite.WRITE : ReadOrWrite.READ;
  }

  @Override
  public ReadOrWrite request(long arrival) {
    return settings.writes(arrival) ? writes.next() : read(arrival);
  }

  /** Uses negative indices, which no arrival has. */
  @Override
  public ReadOrWrite rehearsal(long number) {
    return read(-1 - number);
  }

  private Read read(long index) {
    return population.at(zipf.rank(index, population.size()));
  }

  @Override
  public HttpRequest plain(ReadOrWrite rehearsal) {
    return plain.read((Read) rehearsal);
  }

  @Override
  public ChainBuilder chain() {
    return doIfOrElse(session -> Visit.request(session, ReadOrWrite.class) instanceof Read)
        .then(readChain())
        .orElse(writeChain());
  }

  private ChainBuilder readChain() {
    return exec(
        http(ReadOrWrite.READ)
            .get(session -> resource.path(Visit.request(session, Read.class).id()))
            .requestTimeout(settings.timeout())
            .check(
                Visit.keepStatus(),
                Visit.keepLocation(),
                Visit.keepBody(),
                status().is(resource.status()))
            .check(resource.checks()));
  }

  private ChainBuilder writeChain() {
    return exec(
        http(ReadOrWrite.WRITE)
            .post(resource.path())
            .requestTimeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", session -> Visit.request(session, Write.class).key())
            .body(
                StringBody(
                    session -> PlainRequests.body(resource, Visit.request(session, Write.class))))
            .check(Visit.keepStatus(), Visit.keepBody(), status().is(Answers.CREATED)));
  }

  @Override
  public Outcome finish(ReadOrWrite request, Reply reply, long epochMillis) {
    return switch (answers.judge(request, reply)) {
      case Judgement.Right(String id) -> {
        if (request instanceof Write write) {
          population.add(acknowledged(id, write, epochMillis));
        }
        yield new Outcome.Right();
      }
      case Judgement.Failed(String kind, boolean unanswered) -> {
        if (unanswered && request instanceof Write) {
          ledger.unanswered();
        }
        yield new Outcome.Failed(kind);
      }
    };
  }

  @Override
  public Map<String, Double> readBack() throws IOException, InterruptedException {
    try (var reader = new PromisesReadBack(gateway, resource)) {
      return ledger.readBack(reader).values();
    }
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
