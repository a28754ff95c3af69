package lab.loadtest;

import java.util.Arrays;
import lab.loadtest.Arrival.Link;

/**
 * The acknowledged links by rank: the first created is the most popular, a new one joins at the
 * end.
 */
final class Population {
  private volatile Link[] links;
  private volatile int size;

  Population(int expected) {
    links = new Link[Math.max(16, expected)];
  }

  synchronized void add(Link link) {
    if (size == links.length) {
      links = Arrays.copyOf(links, size * 2);
    }
    links[size] = link;
    size = size + 1; // published last: whoever sees the size sees the link
  }

  int size() {
    return size;
  }

  /**
   * @param rank from 1 to a size seen before
   */
  Link at(int rank) {
    return links[rank - 1];
  }
}
