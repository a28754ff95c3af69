package lab.loadtest.urlshortener;

import static io.gatling.javaapi.http.HttpDsl.header;

import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import java.util.Map;
import lab.loadtest.gatling.Reply;
import lab.loadtest.gatling.Visit;
import lab.loadtest.ledger.Findings;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.Resource;
import tools.jackson.databind.JsonNode;

/**
 * Short links: the id is the code, the content is the URL, and reading one means being redirected.
 */
final class Links implements Resource {
  @Override
  public Findings.Words words() {
    return new Findings.Words(
        "links", "codes or idempotency keys used twice", "acknowledged links that lead elsewhere");
  }

  @Override
  public String path() {
    return "/api/links";
  }

  @Override
  public String content(String run, long number) {
    return "https://example.com/" + run + "/articles/" + number;
  }

  @Override
  public Map<String, ?> body(String url) {
    return Map.of("url", url);
  }

  @Override
  public String id(JsonNode made) {
    return made.path("code").asString("");
  }

  @Override
  public boolean isMade(JsonNode made, String url) {
    return id(made).matches("[0-9A-Za-z]{1,32}") && url.equals(made.path("url").asString(""));
  }

  @Override
  public String path(String code) {
    return "/" + code;
  }

  @Override
  public int status() {
    return 302;
  }

  @Override
  public boolean isRead(Reply.Answer answer, Read asked) {
    return asked.content().equals(answer.location());
  }

  @Override
  public List<CheckBuilder> checks() {
    return List.of(header("Location").is(session -> Visit.request(session, Read.class).content()));
  }
}
