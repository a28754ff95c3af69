package lab.queuetracker.waiting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Place;
import lab.queuetracker.prediction.ServiceRate;
import lab.queuetracker.prediction.WaitEstimate;
import lab.queuetracker.prediction.WaitPrediction;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.ChangeListener;
import org.springframework.stereotype.Component;

/**
 * The expected wait at every place. Each instance learns by itself, from all changes since it
 * started; where it has no data yet, it assumes typical values.
 */
@Component
public class Waits implements ChangeListener {
  private final Catalogue places;
  private final Map<String, ServiceWatch> watches = new ConcurrentHashMap<>();

  Waits(Catalogue places) {
    this.places = places;
  }

  /** The wait until service starts, for someone with this many people ahead. */
  public WaitEstimate at(Place place, int peopleAhead) {
    return WaitPrediction.estimate(Math.max(0, peopleAhead), place.servers(), rate(place));
  }

  ServiceRate rate(Place place) {
    var watch = watches.get(place.location());
    return watch == null ? ServiceRate.UNSEEN : watch.rate();
  }

  @Override
  public void changed(Change change) {
    places
        .find(change.queue().location())
        .ifPresent(place ->
            watches
                .computeIfAbsent(place.location(), _ -> new ServiceWatch(place.servers()))
                .changed(change));
  }
}
