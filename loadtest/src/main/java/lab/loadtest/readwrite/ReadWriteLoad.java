package lab.loadtest.readwrite;

import lab.loadtest.gatling.RequestLoad;

/** The settings that every such load has. */
public interface ReadWriteLoad extends RequestLoad {
  /** How many things are created before the load. */
  Integer population();

  /** The exponent of the reads' popularity: 0 is uniform, 1 the classic law. */
  Double zipf();

  /** Reads for each write; 100 means that every 101st arrival is a write. */
  Integer readsPerWrite();

  /** Seed for the choice of what is read. */
  Long seed();

  /** Whether this arrival is a write: the last one of each cycle is. */
  default boolean writes(long arrival) {
    return (arrival + 1) % (readsPerWrite() + 1) == 0;
  }
}
