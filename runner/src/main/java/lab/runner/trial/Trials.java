package lab.runner.trial;

import lab.runner.experiment.Section;
import lab.runner.trial.queue.Capacity;
import lab.runner.trial.queue.FanOut;
import lab.runner.trial.queue.LostUpdates;
import lab.runner.trial.queue.NearestRecall;
import lab.runner.trial.queue.ReconnectStorm;
import lab.runner.trial.queue.StaleCache;

/** The trials that there are, as a file's {@code trial} names them. */
enum Trials {
  STALE_CACHE,
  LOST_UPDATES,
  FAN_OUT,
  RECONNECT_STORM,
  NEAREST,
  CAPACITY;

  /** The trial with these settings, which complain of what is missing or out of bounds. */
  Trial with(Section settings) {
    return switch (this) {
      case STALE_CACHE -> new StaleCache(settings);
      case LOST_UPDATES -> new LostUpdates(settings);
      case FAN_OUT -> new FanOut(settings);
      case RECONNECT_STORM -> new ReconnectStorm(settings);
      case NEAREST -> new NearestRecall(settings);
      case CAPACITY -> new Capacity(settings);
    };
  }
}
