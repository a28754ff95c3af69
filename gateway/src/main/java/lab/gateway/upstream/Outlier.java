package lab.gateway.upstream;

import java.time.Duration;
import java.util.List;

/**
 * Whether an instance is an outlier: whether it answers one route badly more often than its peers
 * answered the same route in the same period, and chance does not explain it.
 *
 * <p>A bad answer alone says nothing about an instance, since the request may be to blame: one that
 * makes any instance answer 500 does so wherever it is sent. Requests are distributed regardless of
 * their content, so such requests raise the share of bad answers of all instances alike, however
 * many they are. What remains is the question whether two shares differ by more than chance, and
 * the G-test answers it: twice the log of how much likelier the answers are if instance and peers
 * each have a share of their own than if they have one in common (Sokal and Rohlf, "Biometry", on
 * the likelihood-ratio test). {@value #SURE} is exceeded by chance once in billions of answers. An
 * instance that answers only badly exceeds it after some 15 answers, or 7 if its peers answer more.
 *
 * <p>The test covers the latest answers, from each possible starting moment until now, so that an
 * hour of good ones does not speak for an instance that has just gone bad. All are counted from the
 * same moment: when everything fails at once, an instance that had more good answers before is no
 * better.
 */
final class Outlier {
  private static final double SURE = 40;
  private static final long MEMORY = Duration.ofMinutes(1).toNanos();

  private final Answers.Past own;
  private final List<Answers.Past> peers;
  private final int[] reached; // of each peer's answers, those counted so far
  private int ownGood;
  private int ownBad;
  private int peersGood;
  private int peersBad;

  private Outlier(Answers.Past own, List<Answers.Past> peers) {
    this.own = own;
    this.peers = peers;
    this.reached = new int[peers.size()];
  }

  /** Whether the instance with these answers is worse than its peers with the others. */
  static boolean isIt(Answers own, List<Answers> peers) {
    return new Outlier(own.past(), peers.stream().map(Answers::past).toList()).isIt();
  }

  private boolean isIt() {
    for (int i = 0; i < own.size(); i++) {
      long from = own.time(i);
      if (own.time(0) - from > MEMORY || !countPeersFrom(from)) {
        return false;
      }
      if (own.isBad(i)) {
        ownBad++;
        if (isWorse() && evidence() > SURE) {
          return true;
        }
      } else {
        ownGood++;
      }
    }
    return false;
  }

  /** False if a peer's answers of that time are no longer known. */
  private boolean countPeersFrom(long moment) {
    for (int p = 0; p < reached.length; p++) {
      Answers.Past peer = peers.get(p);
      while (reached[p] < peer.size() && peer.time(reached[p]) - moment >= 0) {
        if (peer.isBad(reached[p]++)) {
          peersBad++;
        } else {
          peersGood++;
        }
      }
      if (reached[p] == peer.size() && !peer.isWhole()) {
        return false;
      }
    }
    return true;
  }

  private boolean isWorse() {
    return (long) ownBad * peersGood > (long) peersBad * ownGood;
  }

  private double evidence() {
    double all = ownGood + ownBad + peersGood + peersBad;
    double badShare = (ownBad + peersBad) / all;
    double ownAll = ownGood + ownBad;
    double peersAll = peersGood + peersBad;
    return 2
        * (term(ownBad, ownAll * badShare)
            + term(ownGood, ownAll * (1 - badShare))
            + term(peersBad, peersAll * badShare)
            + term(peersGood, peersAll * (1 - badShare)));
  }

  private static double term(int seen, double expected) {
    return seen == 0 ? 0 : seen * Math.log(seen / expected);
  }
}
