package lab.runner.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/** {@code report.html}: one file that needs nothing else, for screen, phone and paper. */
public final class Report {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Report() {}

  /** Writes the page; its folder must exist. */
  public static void write(Result result, Path file) throws IOException {
    Files.writeString(file, html(result));
  }

  static String html(Result result) throws IOException {
    Map<String, String> slots = slots(result);
    return SLOT.matcher(template())
        .replaceAll(match -> Matcher.quoteReplacement(slots.getOrDefault(match.group(1), "")));
  }

  private static Map<String, String> slots(Result result) {
    Experiment experiment = result.experiment();
    Charts charts = new Charts(result.arms());
    boolean drawn = !result.arms().isEmpty();
    Map<String, String> slots = new LinkedHashMap<>();
    slots.put("title", Html.escape(experiment.title()));
    slots.put("subtitle", Html.escape(subtitle(result)));
    slots.put("summary", Html.escape(Words.summary(result)));
    slots.put("health", result.health().word());
    slots.put("meaning", Html.escape(Words.meaning(result.health())));
    slots.put("reasons", reasons(result.health()));
    slots.put("claim", Html.escape(experiment.claim().text()));
    slots.put("source", Html.escape(experiment.claim().source()));
    slots.put("verdict", Html.escape(result.claim().words()));
    slots.put("measured", Html.escape(result.claim().measured()));
    slots.put("hypothesis", Html.escape(experiment.hypothesis()));
    slots.put("legend", drawn ? legend(result.arms()) : "");
    slots.put("latency", drawn ? charts.latency() : "");
    slots.put("failures", drawn ? charts.failures() : "");
    slots.put("throughput", drawn ? charts.throughput() : "");
    slots.put("figures", drawn ? figures(result) : "<p>No arm was run to its end.</p>");
    slots.put("ledger", ledger(result));
    slots.put("load", Html.escape(load(experiment)));
    slots.put("machine", machine(result));
    slots.put("command", Html.escape(result.command()));
    return slots;
  }

  private static String subtitle(Result result) {
    return "%s%s · %s"
        .formatted(
            result.experiment().name(),
            result.shortForm() ? ", short form" : "",
            TIME.format(result.startedAt()));
  }

  private static String reasons(Health health) {
    StringBuilder list = new StringBuilder();
    health.reasons().forEach(reason -> list.append("<li>" + Html.escape(reason) + "</li>"));
    return list.toString();
  }

  private static String legend(List<ArmResult> arms) {
    StringBuilder legend = new StringBuilder();
    for (ArmResult arm : arms) {
      legend.append(
          "<span class=\"key %s\"><i></i>%s: %s</span>"
              .formatted(
                  Charts.style(arm),
                  Html.escape(arm.arm().name()),
                  Html.escape(arm.arm().means())));
    }
    return legend.toString();
  }

  private static String figures(Result result) {
    List<ArmResult> arms = result.arms();
    StringBuilder table = new StringBuilder("<table><thead><tr><td></td>");
    arms.forEach(arm -> table.append(headCell(arm)));
    table.append("</tr></thead><tbody>");
    row(table, "Requests sent", arms, arm -> Words.count(arm.figures().sent()));
    row(table, "Failed", arms, arm -> Words.failed(arm.figures()));
    row(table, "Failed reads / writes", arms, arm -> Words.readsAndWrites(arm.figures()));
    row(table, "Failed, by kind", arms, Report::kinds);
    for (String phase : List.of("before", "during", "after")) {
      row(table, "Failed " + phase + " the fault", arms, arm -> Words.failed(arm.phase(phase)));
      row(table, "p50 / p99 / p99.9 " + phase, arms, arm -> Words.percentiles(arm.phase(phase)));
    }
    row(table, "Time to recover", arms, arm -> Words.duration(arm.recoveryMillis()));
    if (result.experiment().tolerances().attempts() != null) {
      row(table, "Traffic off the dead node", arms, Words::traffic);
    }
    row(table, "Node ready again after its start", arms, Report::restarts);
    row(table, "Arrivals missed by the load generator", arms, Report::missed);
    return table.append("</tbody></table>").toString();
  }

  private static String headCell(ArmResult arm) {
    return "<th scope=\"col\" class=\"%s\">%s</th>"
        .formatted(Charts.style(arm), Html.escape(arm.arm().name()));
  }

  private static String kinds(ArmResult arm) {
    StringBuilder kinds = new StringBuilder();
    arm.figures()
        .failedByKind()
        .forEach((kind, count) ->
            kinds.append((kinds.isEmpty() ? "" : ", ") + kind + " " + Words.count(count)));
    return kinds.isEmpty() ? Words.NONE : kinds.toString();
  }

  private static String restarts(ArmResult arm) {
    return arm.faults().isEmpty()
        ? Words.NONE
        : Words.duration(
            arm.faults().getFirst().liftedAtMillis() - arm.faults().getFirst().liftAtMillis());
  }

  private static String missed(ArmResult arm) {
    return "%s of %s"
        .formatted(Words.count(arm.figures().missed()), Words.count(arm.figures().intended()));
  }

  private static String ledger(Result result) {
    StringBuilder table = new StringBuilder("<table><thead><tr><td></td>");
    result.arms().forEach(arm -> table.append(headCell(arm)));
    table.append("</tr></thead><tbody>");
    List<ArmResult> arms = result.arms();
    row(table, "Acknowledged", arms, arm -> Words.count(arm.ledger().acknowledged()));
    row(table, "Lost", arms, arm -> Words.count(arm.ledger().lost()));
    row(table, "Duplicated", arms, arm -> Words.count(arm.ledger().duplicated()));
    row(table, "Stale (another URL)", arms, arm -> Words.count(arm.ledger().stale()));
    row(
        table,
        "Creates without a conclusive answer",
        arms,
        arm -> Words.count(arm.ledger().unknown()));
    row(table, "Could not be read back", arms, arm -> Words.count(arm.ledger().unread()));
    return table.append("</tbody></table>").toString();
  }

  private static void row(
      StringBuilder table, String label, List<ArmResult> arms, Function<ArmResult, String> cell) {
    table.append("<tr><th scope=\"row\">").append(Html.escape(label)).append("</th>");
    arms.forEach(arm -> table.append("<td>" + Html.escape(cell.apply(arm)) + "</td>"));
    table.append("</tr>");
  }

  private static String load(Experiment experiment) {
    Experiment.Load load = experiment.load();
    return ("%,.0f arrivals a second for %s after %s of warm-up (open model), %,d reads for each"
            + " create, over %,d links of Zipf popularity (exponent %s), time-out %s")
        .formatted(
            load.rate(),
            Words.duration(load.duration().toMillis()),
            Words.duration(load.warmUp().toMillis()),
            load.readsPerWrite(),
            load.links(),
            load.zipf(),
            Words.duration(load.timeout().toMillis()));
  }

  private static String machine(Result result) {
    Result.Machine machine = result.machine();
    StringBuilder rows = new StringBuilder();
    fact(
        rows,
        "Machine",
        "%d cores, %.1f GB, %s, %s"
            .formatted(machine.cores(), machine.memoryBytes() / 1e9, machine.os(), machine.arch()));
    fact(rows, "Java", machine.jdk());
    result.versions().forEach((name, version) -> fact(rows, name, version));
    return rows.toString();
  }

  private static void fact(StringBuilder rows, String name, String value) {
    rows.append("<dt>" + Html.escape(name) + "</dt><dd>" + Html.escape(value) + "</dd>");
  }

  private static String template() throws IOException {
    try (InputStream in = Report.class.getResourceAsStream("report.html")) {
      if (in == null) {
        throw new IOException("report.html is missing from the runner's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
