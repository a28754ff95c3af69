package lab.queuetracker.near;

import lab.queuetracker.place.Place;

/** Distances on a sphere with the earth's mean radius; off by at most 0.6 % from the ellipsoid. */
final class Sphere {
  /** IUGG mean radius R1, in metres. */
  static final double RADIUS = 6_371_008.8;

  private Sphere() {}

  /** By the haversine formula, which stays accurate for points that are metres apart. */
  static double metres(Point point, Place place) {
    double north = Math.sin(Math.toRadians(place.latitude() - point.latitude()) / 2);
    double east = Math.sin(Math.toRadians(place.longitude() - point.longitude()) / 2);
    double haversine =
        north * north
            + Math.cos(Math.toRadians(point.latitude()))
                * Math.cos(Math.toRadians(place.latitude()))
                * east
                * east;
    return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }

  /** The squared straight-line distance, on a sphere of radius 1, between points this far apart. */
  static double chordSquared(double metres) {
    double half = Math.sin(Math.min(Math.PI / 2, metres / RADIUS / 2));
    return 4 * half * half;
  }
}
