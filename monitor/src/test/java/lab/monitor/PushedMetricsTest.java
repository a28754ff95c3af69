package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushedMetricsTest {
  private static final String TEXT =
      """
      # HELP lab_load_sent_total of those, sent
      # TYPE lab_load_sent_total counter
      lab_load_sent_total{arm="control",operation="read"} 17
      lab_load_sent_total{arm="control",operation="write"} 1.0E3
      # TYPE lab_load_request_seconds histogram
      lab_load_request_seconds_bucket{operation="read",le="0.5"} 16
      lab_load_request_seconds_bucket{operation="read",le="+Inf"} 17
      lab_load_request_seconds_sum{operation="read"} 3.5
      lab_load_request_seconds_count{operation="read"} 17
      """;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Monitor monitor =
      new Monitor(List::of, Usage.UNKNOWN, source.withZone(ZoneOffset.UTC));

  @Test
  void are_part_of_a_scrape_until_fifteen_seconds_after_the_last_push() {
    monitor.pushed().accept("load", TEXT);
    assertThat(monitor.scrape()).contains(TEXT.lines().limit(4).toList());
    assertThat(Scrape.of(monitor).values())
        .hasSize(6)
        .containsEntry("lab_load_sent_total{arm=\"control\",operation=\"write\"}", 1000.0);

    now.set(Instant.EPOCH.plusSeconds(10));
    monitor.pushed().accept("load", TEXT.replace(" 17", " 19"));
    now.set(Instant.EPOCH.plusSeconds(25));
    assertThat(Scrape.of(monitor).values())
        .containsEntry("lab_load_request_seconds_count{operation=\"read\"}", 19.0);
    now.set(Instant.EPOCH.plusSeconds(26));
    assertThat(monitor.scrape()).isEmpty();
  }

  @Test
  void are_openmetrics_for_clients_that_accept_it() {
    monitor.faults().begin("redis-1", "kill");
    monitor.pushed().accept("load", TEXT);

    var page = monitor.scrape("application/openmetrics-text;version=1.0.0;q=0.9,*/*;q=0.1");

    assertThat(page.contentType()).startsWith("application/openmetrics-text");
    assertThat(page.text())
        .containsOnlyOnce("# EOF")
        .endsWith("# EOF\n")
        .contains("# TYPE lab_load_sent counter\nlab_load_sent_total{")
        .contains("# TYPE lab_fault_active gauge\n");
    assertThat(monitor.scrape("text/plain").contentType()).startsWith("text/plain");
  }

  @Test
  void of_two_jobs_are_reported_together_and_never_twice() {
    monitor.pushed().accept("one", TEXT);
    monitor.pushed().accept("two", TEXT.replace("control", "treatment"));
    assertThat(Scrape.of(monitor).values()).hasSize(8);
    assertThat(monitor.scrape()).containsOnlyOnce("# TYPE lab_load_sent_total counter");

    assertThatThrownBy(
            () -> monitor.pushed().accept("three", "# TYPE lab_load_request_seconds gauge\n"))
        .hasMessage("lab_load_request_seconds is a histogram in what another job pushes.");
  }

  @Test
  void are_limited_in_size_and_number() {
    String help = "# HELP lab_load_x " + "x".repeat(1000) + "\n";
    assertThatThrownBy(() -> monitor.pushed().accept("load", help.repeat(263)))
        .hasMessage("The text has more than 262144 bytes.");
    assertThatThrownBy(() -> monitor.pushed().accept("load", "#".repeat(5000)))
        .hasMessage("Line 1: longer than 4096 characters.");
    for (int i = 0; i < 8; i++) {
      monitor.pushed().accept("job " + i, "");
    }
    assertThatThrownBy(() -> monitor.pushed().accept("job 8", ""))
        .hasMessage("8 jobs push already.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      textBlock =
          """
          '# TYPE up gauge'                        | Line 1: only metrics of lab_load_ are taken, not up.
          '# TYPE lab_load_x summary'              | Line 1: the type is counter, gauge or histogram, not summary.
          '# TYPE lab_load_x counter'              | Line 1: a counter's name ends in _total, and no other's.
          '# TYPE lab_load_x_total gauge'          | Line 1: a counter's name ends in _total, and no other's.
          up 1                                   | Line 1: no TYPE line before up.
          lab_load_x 1                           | Line 1: no TYPE line before lab_load_x.
          lab_load_g                             | Line 1: not 'name{labels} value'.
          lab_load_g 1 1700000000                | Line 1: not 'name{labels} value'.
          lab_load_g one                         | Line 1: not a number: one.
          lab_load_g 0x1                         | Line 1: not a number: 0x1.
          lab_load_g{a="1"                       | Line 1: not 'name{labels} value'.
          lab_load_g{a=1} 1                      | Line 1: labels are name="value", with commas between: a=1.
          lab_load_g{a="1" b="2"} 1              | Line 1: labels are name="value", with commas between: a="1" b="2".
          lab_load_g{a="1",,b="2"} 1             | Line 1: labels are name="value", with commas between: a="1",,b="2".
          lab_load_g{a="\\x"} 1                  | Line 1: labels are name="value", with commas between: a="\\x".
          lab_load_g{a="1",a="2"} 1              | Line 1: the label a is reserved or there twice.
          lab_load_g{__name__="up"} 1            | Line 1: the label __name__ is reserved or there twice.
          lab_load_h 1                           | Line 1: no TYPE line before lab_load_h.
          lab_load_h_bucket 1                    | Line 1: a histogram's buckets have the label le, and nothing else has.
          lab_load_h_sum{le="1"} 1               | Line 1: a histogram's buckets have the label le, and nothing else has.
          '# TYPE lab_load_g gauge'                | Line 1: lab_load_g is there twice.
          """)
  void refuse_what_would_break_a_scrape(String line, String message) {
    boolean first = line.startsWith("# TYPE") && !line.contains("lab_load_g ");
    String types = "# TYPE lab_load_g gauge\n# TYPE lab_load_h histogram\n";
    int before = first ? 0 : 2;

    assertThatThrownBy(() -> monitor.pushed().accept("load", (first ? "" : types) + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("Line 1", "Line " + (before + 1)));
    assertThat(monitor.scrape()).isEmpty();
  }

  @Test
  void refuse_a_duplicate_series_in_whatever_order_its_labels_are() {
    String twice =
        """
        # TYPE lab_load_g gauge
        lab_load_g{a="1",b="2"} 1
        lab_load_g{b="2",a="1"} 1
        """;
    assertThatThrownBy(() -> monitor.pushed().accept("load", twice))
        .hasMessage("Line 3: the series is there twice.");
    assertThatThrownBy(() -> monitor.pushed().accept("load", "# HELP lab_load_g \r\n"))
        .hasMessage("Line 1: a control character.");
  }

  @Test
  void accept_what_prometheus_accepts() {
    monitor
        .pushed()
        .accept(
            "load",
            """
            # any other comment
            # TYPE lab_load_g gauge

            lab_load_g{a="with \\"quotes\\", {braces} and \\\\",} NaN
            lab_load_g{} +Inf
            lab_load_g{a="2"} -1.5e-7
            # EOF
            """);
    assertThat(monitor.scrape().lines()).hasSize(4);
  }
}
