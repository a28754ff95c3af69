package lab.queuetracker.place;

import java.util.regex.Pattern;

/**
 * A place with a queue.
 *
 * @param location the id, {@code [a-z0-9_]{1,40}}
 * @param name what people call it
 * @param city the city it stands in
 * @param country the country's common name in English
 * @param latitude degrees, -90 to 90, north positive (WGS 84)
 * @param longitude degrees, -180 to 180, east positive
 * @param servers counters that serve in parallel, 1 to 8
 */
public record Place(
    String location,
    String name,
    String city,
    String country,
    double latitude,
    double longitude,
    int servers) {
  /** The most counters a place has. */
  public static final int MAX_SERVERS = 8;

  private static final Pattern LOCATION = Pattern.compile("[a-z0-9_]{1,40}");

  /**
   * @throws IllegalArgumentException naming the component that is out of bounds
   */
  public Place {
    require(isLocation(location), "location must match " + LOCATION);
    require(latitude >= -90 && latitude <= 90, "latitude must be within -90 and 90");
    require(longitude >= -180 && longitude <= 180, "longitude must be within -180 and 180");
    require(servers >= 1 && servers <= MAX_SERVERS, "servers must be within 1 and " + MAX_SERVERS);
  }

  /** Whether a text has the form of a place's id. */
  public static boolean isLocation(String text) {
    return LOCATION.matcher(text).matches();
  }

  private static void require(boolean holds, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(bound);
    }
  }
}
