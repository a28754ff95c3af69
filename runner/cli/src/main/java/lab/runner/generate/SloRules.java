package lab.runner.generate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor.Objective;
import lab.runner.descriptor.Service;

/**
 * The service level objectives as recording rules for Prometheus, each over several windows
 * (Google's SRE workbook, chapter 5): availability for all requests, and latency for those that a
 * service has an objective for.
 */
final class SloRules {
  private static final String REQUESTS = "http_server_requests_seconds";
  private static final Map<String, Integer> SECONDS =
      Map.of("1m", 60, "5m", 300, "30m", 1_800, "1h", 3_600, "6h", 21_600);
  private static final List<String> WINDOWS = List.of("1m", "5m", "30m", "1h", "6h");

  private static final String HEAD =
      """
      # The service level objectives as users of the gateway see them, by window. What they mean: docs/metrics.md.
      # A series of errors that is new within a window counts from zero: rate() alone would leave out its first value.
      # Written by ./lab generate, from the objectives in the services' service.yml.
      groups:
      """;

  private static final String PERCENTILES =
      """
        - name: percentiles
          rules:
            - record: lab:request_seconds:p50
              expr: histogram_quantile(0.5, sum by (application, le) (rate(http_server_requests_seconds_bucket{{at once}}[30s])))
            - record: lab:request_seconds:p99
              expr: histogram_quantile(0.99, sum by (application, le) (rate(http_server_requests_seconds_bucket{{at once}}[30s])))
      """;

  private final Catalog catalog;

  SloRules(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The whole file. */
  String text() {
    return HEAD
        + WINDOWS.stream().map(this::group).collect(Collectors.joining())
        + PERCENTILES.replace("{at once}", LiveRoutes.answeredAtOnce(catalog.services()));
  }

  private String group(String window) {
    var text = new StringBuilder(availability(window));
    for (Service service : catalog.services()) {
      var objective = service.descriptor().objective();
      if (objective != null) {
        text.append(latency(window, service.name(), objective));
      }
    }
    return text.toString();
  }

  private static String availability(String window) {
    return """
      - name: slo-{window}
        rules:
          - record: lab:requests:rate
            labels: { window: {window} }
            expr: sum(rate({requests}_count{application="gateway", uri!="/health"}[{window}]))
          - record: lab:errors:ratio
            labels: { window: {window} }
            expr: |
              (
                sum(
                    (
                      {requests}_count{application="gateway", outcome="SERVER_ERROR", uri!="/health"}
                      unless {requests}_count{application="gateway", outcome="SERVER_ERROR", uri!="/health"} offset {window}
                    ) / {seconds}
                  or
                    rate({requests}_count{application="gateway", outcome="SERVER_ERROR", uri!="/health"}[{window}])
                )
                or sum(0 * lab:requests:rate{window="{window}"})
              ) / clamp_min(sum(lab:requests:rate{window="{window}"}), 0.001)
          - record: lab:availability:burn_rate
            labels: { window: {window} }
            expr: lab:errors:ratio{window="{window}"} / 0.001
    """
        .replace("{window}", window)
        .replace("{requests}", REQUESTS)
        .replace("{seconds}", String.valueOf(SECONDS.get(window)));
  }

  private static String latency(String window, String service, Objective objective) {
    return """
          - record: lab:slow:ratio
            labels: { window: {window}, service: {service} }
            expr: |
              (
                  sum(rate({requests}_count{{matchers}}[{window}]))
                - sum(rate({requests}_bucket{{matchers}, le="{bound}"}[{window}]))
              ) / clamp_min(sum(rate({requests}_count{{matchers}}[{window}])), 0.001)
              or sum(0 * lab:requests:rate{window="{window}"})
          - record: lab:latency:burn_rate
            labels: { window: {window}, service: {service} }
            expr: lab:slow:ratio{window="{window}", service="{service}"} / 0.01
    """
        .replace("{matchers}", matchers(objective))
        .replace("{bound}", bound(objective))
        .replace("{window}", window)
        .replace("{requests}", REQUESTS)
        .replace("{service}", service);
  }

  private static String matchers(Objective objective) {
    String uri = "application=\"gateway\", uri=\"%s\"".formatted(objective.uri());
    return objective.outcome() == null
        ? uri
        : uri + ", outcome=\"%s\"".formatted(objective.outcome());
  }

  /** The objective's bound in seconds, written like a bucket's bound in Prometheus. */
  private static String bound(Objective objective) {
    String within = objective.within();
    var value = new BigDecimal(within.replaceAll("[a-z]", ""));
    return (within.endsWith("ms") ? value.movePointLeft(3) : value.setScale(1))
        .stripTrailingZeros()
        .toPlainString();
  }
}
