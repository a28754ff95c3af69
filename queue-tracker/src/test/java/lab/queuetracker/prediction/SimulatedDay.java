package lab.queuetracker.prediction;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One place's day about which everything is known: Poisson arrivals that follow {@link DayProfile},
 * one line, c counters, exponential service, first come, first served. Equal settings and seeds
 * give equal days.
 *
 * @param customers all of the day, in the order of their arrival
 */
public record SimulatedDay(List<Customer> customers) {
  private static final double DAY = 86_400;

  /**
   * The parameters of a day.
   *
   * @param arrivalsPerWeekday the mean
   * @param servers counters, 1 or more
   * @param meanService of those who are there when they are called
   * @param noShows the share, 0 to 1, who have left unnoticed by then; the next is called at once
   */
  public record Settings(
      DayOfWeek day, double arrivalsPerWeekday, int servers, Duration meanService, double noShows) {
    /**
     * @throws IllegalArgumentException naming the component that is out of its bounds
     */
    public Settings {
      require(arrivalsPerWeekday > 0 && arrivalsPerWeekday <= 1_000_000, "arrivals per weekday");
      require(servers >= 1, "servers");
      require(meanService.isPositive(), "mean service");
      require(noShows >= 0 && noShows <= 1, "no-shows");
    }

    private static void require(boolean holds, String name) {
      if (!holds) {
        throw new IllegalArgumentException(name + " out of bounds");
      }
    }
  }

  /**
   * One customer. Times are seconds since midnight.
   *
   * @param ahead people in the line and at the counters on arrival
   * @param called when it was this customer's turn
   * @param left when the service ended; for a no-show the moment of the call
   */
  public record Customer(double arrived, int ahead, double called, double left) {
    public Duration waited() {
      return ServiceRate.duration(called - arrived);
    }

    public Duration serviceTime() {
      return ServiceRate.duration(left - called);
    }
  }

  /** Copies the list. */
  public SimulatedDay {
    customers = List.copyOf(customers);
  }

  /** Simulates a day. */
  public static SimulatedDay of(Settings settings, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    var freeAt = new PriorityQueue<Double>();
    for (int counter = 0; counter < settings.servers(); counter++) {
      freeAt.add(0.0);
    }
    var present = new PriorityQueue<Double>();
    var customers = new ArrayList<Customer>();
    for (double at : arrivals(settings, random)) {
      while (!present.isEmpty() && present.element() <= at) {
        present.remove();
      }
      double called = Math.max(at, freeAt.remove());
      double left = called + drawService(settings, random);
      customers.add(new Customer(at, present.size(), called, left));
      present.add(left);
      freeAt.add(left);
    }
    return new SimulatedDay(customers);
  }

  /**
   * By thinning (Lewis and Shedler, 1979): arrivals at the peak rate, kept according to the hour.
   */
  private static List<Double> arrivals(Settings settings, RandomGenerator random) {
    var kept = new ArrayList<Double>();
    double meanGap = DAY / (settings.arrivalsPerWeekday() * DayProfile.PEAK);
    for (double at = drawExponential(meanGap, random);
        at < DAY;
        at += drawExponential(meanGap, random)) {
      double factor = DayProfile.factor(settings.day(), LocalTime.ofSecondOfDay((long) at));
      if (random.nextDouble() * DayProfile.PEAK < factor) {
        kept.add(at);
      }
    }
    return kept;
  }

  private static double drawService(Settings settings, RandomGenerator random) {
    return random.nextDouble() < settings.noShows()
        ? 0
        : drawExponential(ServiceRate.seconds(settings.meanService()), random);
  }

  private static double drawExponential(double mean, RandomGenerator random) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }
}
