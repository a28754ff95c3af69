package lab.runner.trial;

import java.util.function.Function;
import lab.runner.experiment.Section;
import lab.runner.trial.queue.Capacity;
import lab.runner.trial.queue.FanOut;
import lab.runner.trial.queue.LostUpdates;
import lab.runner.trial.queue.NearestRecall;
import lab.runner.trial.queue.ReconnectStorm;
import lab.runner.trial.queue.StaleCache;

/** The trials that there are, as a file's {@code trial} names them. */
enum Trials {
  STALE_CACHE(StaleCache::new),
  LOST_UPDATES(LostUpdates::new),
  FAN_OUT(FanOut::new),
  RECONNECT_STORM(ReconnectStorm::new),
  NEAREST(NearestRecall::new),
  CAPACITY(Capacity::new);

  private final Function<Section, Trial> maker;

  Trials(Function<Section, Trial> maker) {
    this.maker = maker;
  }

  /** The trial with these settings, which complain of what is missing or out of bounds. */
  Trial with(Section settings) {
    return maker.apply(settings);
  }
}
