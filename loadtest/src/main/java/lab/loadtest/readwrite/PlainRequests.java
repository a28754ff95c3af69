package lab.loadtest.readwrite;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that Gatling does not send.
 *
 * @param timeout of a request
 */
record PlainRequests(URI gateway, Resource resource, Duration timeout) {
  HttpRequest read(Read read) {
    return HttpRequest.newBuilder(gateway.resolve(resource.path(read.id())))
        .timeout(timeout)
        .build();
  }

  HttpRequest write(Write write) {
    return HttpRequest.newBuilder(writeUri())
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", write.key())
        .POST(BodyPublishers.ofString(body(resource, write)))
        .build();
  }

  URI writeUri() {
    return gateway.resolve(resource.path());
  }

  static String body(Resource resource, Write write) {
    return JsonMapper.shared().writeValueAsString(resource.body(write.content()));
  }
}
