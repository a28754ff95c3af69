package lab.urlshortener.testing;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lab.platformtest.ServiceUnderTest;
import lab.urlshortener.UrlShortenerApplication;

/** One instance of the service, with helpers for its tests. */
public final class Service extends ServiceUnderTest {
  private static final Pattern CODE = Pattern.compile("\"code\":\"([0-9A-Za-z]{7})\"");

  /** A busy machine's PostgreSQL may take long to lease a range. */
  private static final Map<String, String> PATIENT = Map.of("lab.codes.lease-timeout", "10s");

  private Service(List<Map<String, String>> settings) {
    super(UrlShortenerApplication.class, "url-shortener", settings);
  }

  @SafeVarargs
  public static Service start(Map<String, String>... settings) {
    var all = new ArrayList<Map<String, String>>();
    all.add(PATIENT);
    for (var some : settings) {
      all.add(some);
    }
    return new Service(all);
  }

  /** Sends a request to create a link. */
  public HttpResponse<String> create(String body, String... headers) {
    return post("/api/links", body, headers);
  }

  /** Creates a link and returns its code. */
  public String shorten(String url) {
    var response = create("{\"url\":\"" + url + "\"}");
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return code(response);
  }

  public static String code(HttpResponse<String> response) {
    var code = CODE.matcher(response.body());
    if (!code.find()) {
      throw new AssertionError("no code in " + response.body());
    }
    return code.group(1);
  }
}
