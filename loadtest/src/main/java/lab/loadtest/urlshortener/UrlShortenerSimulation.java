package lab.loadtest.urlshortener;

import lab.loadtest.gatling.OpenSimulation;

/** The URL shortener's load, as Gatling starts it. */
public final class UrlShortenerSimulation extends OpenSimulation {
  public UrlShortenerSimulation() {
    super(new UrlShortener());
  }
}
