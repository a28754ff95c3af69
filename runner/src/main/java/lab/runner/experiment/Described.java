package lab.runner.experiment;

import java.util.List;

/** What every experiment says of itself, whatever it measures. */
public interface Described {
  /** Something that a text claims. */
  interface Quote {
    String id();

    /** Verbatim. */
    String text();

    String source();
  }

  /** Its file's name without {@code .yml}. */
  String name();

  /** For people. */
  String title();

  /** What is expected, in words. */
  String hypothesis();

  /** That it is meant for. */
  String topology();

  /** The services that it cannot do without. */
  List<String> needs();

  /** What it tests, at least one. */
  List<? extends Quote> claims();
}
