package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  |             |                              | true",
        "HEAD |             |                              | false",
        "GET  | Sec-Purpose | prefetch                     | false",
        "GET  | Sec-Purpose | prefetch;prerender           | false",
        "GET  | sec-purpose | prefetch; anonymous-client-ip| false",
        "GET  | Sec-Purpose | Prefetch;a=1, b              | false",
        "GET  | Purpose     | prefetch                     | false",
        "GET  | Purpose     | preview                      | false",
        "GET  | X-Purpose   | preview                      | false",
        "GET  | X-Moz       | prefetch                     | false",
        "GET  | Sec-Purpose | prefetching                  | true",
        "GET  | Sec-Purpose | ''                           | true",
        "GET  | Accept      | prefetch                     | true"
      })
  void distinguishes_a_visit_from_a_prefetch(
      String method, String field, String value, boolean visit) {
    var coyote = new org.apache.coyote.Request();
    coyote.setMethod(method);
    if (field != null) {
      coyote.getMimeHeaders().addValue(field).setString(value);
    }
    assertThat(Visits.isVisit(new Request(new Connector(), coyote))).isEqualTo(visit);
  }
}
