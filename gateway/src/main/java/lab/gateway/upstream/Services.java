package lab.gateway.upstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/**
 * All services behind the gateway: those with configured instances have them from the start, the
 * others receive theirs by {@link #update} from a discovery.
 */
@Component
public class Services {
  private final Map<String, Service> byName = new TreeMap<>();
  private final List<MembershipListener> listeners = new ArrayList<>();
  private final UpstreamProperties properties;
  private final EjectionProperties ejection;

  Services(UpstreamProperties properties, EjectionProperties ejection) {
    this.properties = properties;
    this.ejection = ejection;
    properties
        .services()
        .forEach((name, service) -> byName.put(name, new Service(name, configured(service))));
  }

  private List<Instance> configured(UpstreamProperties.ServiceProperties service) {
    return service.instances().stream()
        .map(i -> instance(new Member(i.id(), i.uri(), true)))
        .toList();
  }

  private Instance instance(Member member) {
    return new Instance(member, ejection, properties.slowStart(), System::nanoTime);
  }

  /** The service of that name; one without instances if there is none. */
  public Service get(String name) {
    Service service = byName.get(name);
    return service != null ? service : new Service(name, List.of());
  }

  public Collection<Service> all() {
    return byName.values();
  }

  /**
   * Replaces the instances of a service. One that stays keeps everything known about it; one that
   * leaves gets no further request, and those in flight run to their end.
   */
  public synchronized void update(Service service, Collection<Member> members) {
    List<Instance> before = service.instances();
    List<Instance> now = members.stream().map(member -> presentOrNew(before, member)).toList();
    List<Instance> joined = now.stream().filter(instance -> !before.contains(instance)).toList();
    List<Instance> left = before.stream().filter(instance -> !now.contains(instance)).toList();
    if (!joined.isEmpty() || !left.isEmpty()) {
      service.become(now);
      listeners.forEach(listener -> listener.changed(service, joined, left));
    }
  }

  private Instance presentOrNew(List<Instance> present, Member member) {
    return present.stream()
        .filter(instance -> instance.is(member))
        .findFirst()
        .orElseGet(() -> instance(member));
  }

  /**
   * Reports every change from now on, until disposed of; first, at once, the present instances as
   * if they had just joined.
   */
  public synchronized Disposable listen(MembershipListener listener) {
    listeners.add(listener);
    all().forEach(service -> listener.changed(service, service.instances(), List.of()));
    return () -> remove(listener);
  }

  private synchronized void remove(MembershipListener listener) {
    listeners.remove(listener);
  }
}
