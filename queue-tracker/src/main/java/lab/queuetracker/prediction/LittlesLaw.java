package lab.queuetracker.prediction;

import static lab.queuetracker.prediction.ServiceRate.seconds;

import java.time.Duration;

/**
 * Little's law as a check on one's own counting: over a window of time the mean number of people
 * present, L, is their arrival rate λ times the mean time W that they stay, whatever the arrivals,
 * the services and the order ("A Proof for the Queuing Formula: L = λW", 1961). The three come from
 * different events, so a lost event or a wrong clock shows as a gap.
 *
 * <p>The law is exact when nobody is present at the window's start and end. Otherwise those present
 * at its edges contribute only a part of their stay to L, and those still there at the end
 * contribute nothing to W (Kim and Whitt, "Statistical Analysis with Little's Law", 2013). The
 * tolerance is the largest gap that they can cause, so anything beyond it is a defect and not
 * chance. It is small when the window is many stays long.
 *
 * <p>Not thread-safe.
 */
public final class LittlesLaw {
  private static final double ROUNDING = 1e-6;

  private final double from;
  private final int presentAtStart;
  private double now;
  private int present;
  private double personSeconds;
  private long arrivals;
  private long departures;
  private double staySeconds;
  private double longestStay;

  /**
   * The result for a window.
   *
   * @param meanPresent L, people
   * @param arrivalsPerSecond λ
   * @param meanStay W
   * @param relativeGap |L - λW| / L; 0 when nobody was there
   * @param tolerance the largest gap that the window's edges can cause
   */
  public record Finding(
      double meanPresent,
      double arrivalsPerSecond,
      Duration meanStay,
      double relativeGap,
      double tolerance) {
    public boolean holds() {
      return relativeGap <= tolerance;
    }
  }

  /**
   * The sums over a window.
   *
   * @param seconds its length
   * @param personSeconds the integral of how many are present
   * @param staySeconds of all who departed
   */
  public record Sums(
      double seconds, double personSeconds, long arrivals, long departures, double staySeconds) {
    /**
     * The result for the window.
     *
     * @param edgeSeconds person-seconds, the most that those present at its start and at its end
     *     can have spent outside it or have not reported yet
     */
    public Finding finding(double edgeSeconds) {
      if (personSeconds == 0 || departures == 0) {
        double meanPresent = seconds == 0 ? 0 : personSeconds / seconds;
        return new Finding(meanPresent, 0, Duration.ZERO, 0, ROUNDING);
      }
      double meanStay = staySeconds / departures;
      return new Finding(
          personSeconds / seconds,
          arrivals / seconds,
          ServiceRate.duration(meanStay),
          Math.abs(personSeconds - arrivals * meanStay) / personSeconds,
          edgeSeconds / personSeconds + ROUNDING);
    }
  }

  /**
   * Starts a window.
   *
   * @param atSeconds on any clock; all other times are on the same one
   * @param present people there at that time, including those being served
   */
  public LittlesLaw(double atSeconds, int present) {
    this.from = atSeconds;
    this.now = atSeconds;
    this.presentAtStart = present;
    this.present = present;
  }

  /**
   * Someone joined.
   *
   * @throws IllegalArgumentException when time runs backwards
   */
  public void arrived(double atSeconds) {
    advance(atSeconds);
    present++;
    arrivals++;
  }

  /**
   * Someone left.
   *
   * @param stay from that person's arrival until now
   * @throws IllegalArgumentException when time runs backwards
   */
  public void left(double atSeconds, Duration stay) {
    advance(atSeconds);
    present--;
    departures++;
    staySeconds += seconds(stay);
    longestStay = Math.max(longestStay, seconds(stay));
  }

  /**
   * The result for the window up to now.
   *
   * @param oldest how long the person who has been there longest has been there; zero when nobody
   *     is
   * @throws IllegalArgumentException when time runs backwards
   */
  public Finding until(double atSeconds, Duration oldest) {
    advance(atSeconds);
    double meanStay = departures == 0 ? 0 : staySeconds / departures;
    double fewer = (presentAtStart - present) * meanStay;
    double unfinished = present * seconds(oldest) + fewer;
    double begunBefore = presentAtStart * longestStay - fewer;
    return new Sums(now - from, personSeconds, arrivals, departures, staySeconds)
        .finding(Math.max(unfinished, begunBefore));
  }

  private void advance(double atSeconds) {
    if (atSeconds < now) {
      throw new IllegalArgumentException("time must not run backwards");
    }
    personSeconds += present * (atSeconds - now);
    now = atSeconds;
  }
}
