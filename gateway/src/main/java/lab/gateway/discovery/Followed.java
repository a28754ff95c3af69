package lab.gateway.discovery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.gateway.upstream.Member;
import lab.gateway.upstream.Service;
import lab.gateway.upstream.Services;
import lab.gateway.upstream.UpstreamProperties.DnsProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One service whose instances are found by DNS. A new address is looked up once for its name. An
 * address that disappeared is dropped only by an answer that has other addresses: a server that
 * knows none, fails or stays silent says nothing about the instances, and the health checks know
 * better.
 */
final class Followed {
  private static final Logger log = LoggerFactory.getLogger(Followed.class);

  private final Service service;
  private final DnsProperties where;
  private final boolean trusted;
  private final Dns dns;
  private final Services services;
  private final Meter.MeterProvider<Counter> answers;
  private volatile Map<InetAddress, Member> known = Map.of();
  private Answer.@Nullable Reason trouble;

  /** An address and the name that DNS has for it. */
  private record Named(InetAddress address, Optional<String> name) {}

  Followed(
      Service service,
      DnsProperties where,
      boolean trusted,
      Dns dns,
      Services services,
      Meter.MeterProvider<Counter> answers) {
    this.service = service;
    this.where = where;
    this.trusted = trusted;
    this.dns = dns;
    this.services = services;
    this.answers = answers;
  }

  /** Queries once and updates the service. Must not be called again before it completes. */
  Mono<Void> ask() {
    return dns.addresses(where.host())
        .doOnNext(this::note)
        .flatMap(answer ->
            switch (answer) {
              case Answer.Found found -> take(found);
              case Answer.Nothing _ -> Mono.empty();
            });
  }

  private Mono<Void> take(Answer.Found found) {
    return Flux.fromIterable(found.addresses())
        .filter(address -> !known.containsKey(address))
        .flatMap(address -> dns.name(address).map(name -> new Named(address, name)))
        .collectSortedList(Comparator.comparing(named -> authority(named.address())))
        .doOnNext(joined -> become(found, joined))
        .then();
  }

  private void become(Answer.Found found, List<Named> joined) {
    Map<InetAddress, Member> now = new HashMap<>(known);
    now.keySet().removeIf(address -> !found.keeps(address));
    for (Named named : joined) {
      now.put(named.address(), member(named, now.values()));
    }
    if (!now.equals(known)) {
      log.info(
          "{} by DNS: {}", service.name(), now.values().stream().map(Member::id).sorted().toList());
      known = Map.copyOf(now);
      services.update(service, now.values());
    }
  }

  /** Named after its node, unless DNS has no name or another present instance already has it. */
  private Member member(Named named, Collection<Member> others) {
    String authority = authority(named.address());
    String id =
        named
            .name()
            .flatMap(name -> NodeName.of(name, where.host()))
            .filter(name -> others.stream().noneMatch(other -> other.id().equals(name)))
            .orElse(authority);
    return new Member(id, URI.create("http://" + authority), trusted);
  }

  private String authority(InetAddress address) {
    String host = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + where.port();
  }

  private void note(Answer answer) {
    answers.withTags("service", service.name(), "outcome", answer.tag()).increment();
    Answer.Reason now =
        switch (answer) {
          case Answer.Found _ -> null;
          case Answer.Nothing(Answer.Reason reason) -> reason;
        };
    if (now == trouble) {
      return;
    }
    trouble = now;
    if (now == null) {
      log.info("DNS knows the instances of {} again", service.name());
    } else {
      log.warn(
          "DNS has no answer for the instances of {} ({} for {}): the known ones stay, {}",
          service.name(),
          answer.tag(),
          where.host(),
          known.size());
    }
  }
}
