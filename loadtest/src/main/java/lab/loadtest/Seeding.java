package lab.loadtest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import lab.loadtest.Arrival.Link;
import lab.loadtest.Arrival.Write;
import lab.loadtest.Outcome.Acknowledged;
import lab.loadtest.Outcome.Failed;
import lab.loadtest.Outcome.Right;

/**
 * Creates the links that will be read, through the gateway, before any load. A create that fails is
 * repeated under the same idempotency key; a service that keeps failing ends the run.
 */
final class Seeding {
  /** The service would not create the links: no load can be put on it. */
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String reason) {
      super(reason);
    }
  }

  private static final int ATTEMPTS = 5;
  private static final int CONCURRENCY = 8;

  private final Plan plan;
  private final Writes writes;
  private final Acknowledgements acknowledgements;
  private final Semaphore slots = new Semaphore(CONCURRENCY);

  Seeding(Plan plan, Writes writes, Acknowledgements acknowledgements) {
    this.plan = plan;
    this.writes = writes;
    this.acknowledgements = acknowledgements;
  }

  /** The links in the order of their popularity. */
  List<Link> create() throws Impossible, InterruptedException {
    List<Future<Link>> pending = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    try (HttpClient client = plan.client();
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < plan.links(); i++) {
        Write write = writes.next();
        pending.add(workers.submit(() -> create(client, write)));
      }
      try {
        for (Future<Link> link : pending) {
          links.add(link.get());
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        Throwable cause = e.getCause();
        throw new Impossible(cause == null ? e.toString() : String.valueOf(cause.getMessage()));
      }
    }
    return links;
  }

  private Link create(HttpClient client, Write write) throws Impossible, InterruptedException {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        Thread.sleep(100L << attempt);
      }
      slots.acquire();
      try {
        HttpResponse<String> answer = client.send(request(write), BodyHandlers.ofString());
        switch (Answers.created(answer.statusCode(), answer.body(), write.url())) {
          case Acknowledged(Link link) -> {
            acknowledgements.acknowledged(link, write.key(), System.currentTimeMillis());
            return link;
          }
          case Failed failed -> reason = failed.kind() + ": " + excerpt(answer.body());
          case Right _ -> throw new IllegalStateException("a create is acknowledged or failed");
        }
      } catch (IOException e) {
        reason = "connection: " + e;
      } finally {
        slots.release();
      }
    }
    throw new Impossible(
        "POST %s failed %d times, last with %s"
            .formatted(plan.uri("/api/links"), ATTEMPTS, reason));
  }

  private HttpRequest request(Write write) {
    return HttpRequest.newBuilder(plan.uri("/api/links"))
        .timeout(plan.timeout())
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", write.key())
        .POST(BodyPublishers.ofString(Writes.body(write)))
        .build();
  }

  private static String excerpt(String body) {
    return body.length() <= 200 ? body : body.substring(0, 200) + "…";
  }
}
