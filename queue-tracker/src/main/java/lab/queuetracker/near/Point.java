package lab.queuetracker.near;

/**
 * A point on the earth.
 *
 * @param latitude degrees, -90 to 90, north positive
 * @param longitude degrees, -180 to 180, east positive
 */
public record Point(double latitude, double longitude) {
  /**
   * @throws IllegalArgumentException naming the component that is out of its bounds or not a number
   */
  public Point {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be within -90 and 90");
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude must be within -180 and 180");
    }
  }
}
