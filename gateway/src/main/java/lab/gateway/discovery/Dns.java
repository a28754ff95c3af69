package lab.gateway.discovery;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A resolver that queries every time: nothing is cached, whatever an answer's time to live, and the
 * hosts file is not read.
 */
final class Dns implements AutoCloseable {
  private static final int PORT = 53;

  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("dns", true), NioIoHandler.newFactory());
  private final DnsNameResolver resolver;

  Dns(DiscoveryProperties properties) {
    resolver =
        new DnsNameResolverBuilder(thread.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class) // for answers too long for a datagram
            .nameServerProvider(nameservers(properties.nameserver()))
            .queryTimeoutMillis(properties.timeout().toMillis())
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .hostsFileEntriesResolver((_, _) -> null)
            .build();
  }

  private static DnsServerAddressStreamProvider nameservers(@Nullable String nameserver) {
    if (nameserver == null) {
      return DnsServerAddressStreamProviders.platformDefault();
    }
    URI uri = URI.create("dns://" + nameserver);
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    return new SingletonDnsServerAddressStreamProvider(new InetSocketAddress(uri.getHost(), port));
  }

  /** All addresses of a name. */
  Mono<Answer> addresses(String host) {
    return Flux.fromArray(Kind.values())
        .flatMap(kind -> addresses(host, kind))
        .collectList()
        .map(Answer::of);
  }

  private Mono<Answer.OfKind> addresses(String host, Kind kind) {
    return ask(host, kind.record(), Dns::address)
        .<Answer.OfKind>map(
            found -> new Answer.OfKind.Records(found.stream().collect(Collectors.toSet())))
        .onErrorResume(e -> Mono.just(new Answer.OfKind.None(kind, reason(e))));
  }

  /** The name of an address, by reverse lookup; empty if there is none or no answer. */
  Mono<Optional<String>> name(InetAddress address) {
    return ask(reverse(address), DnsRecordType.PTR, Dns::name)
        .map(names -> names.stream().findFirst())
        .onErrorResume(_ -> Mono.just(Optional.empty()));
  }

  private <T> Mono<List<T>> ask(
      String name, DnsRecordType type, Function<DnsRecord, @Nullable T> reader) {
    var question = new DefaultDnsQuestion(name.endsWith(".") ? name : name + ".", type);
    return Mono.create(sink ->
        resolver
            .resolveAll(question)
            .addListener((Future<List<DnsRecord>> answer) -> {
              if (answer.isSuccess()) {
                sink.success(read(answer.getNow(), reader));
              } else {
                sink.error(answer.cause());
              }
            }));
  }

  private static <T> List<T> read(
      List<DnsRecord> records, Function<DnsRecord, @Nullable T> reader) {
    try {
      return records.stream().map(reader).filter(Objects::nonNull).toList();
    } finally {
      records.forEach(ReferenceCountUtil::release);
    }
  }

  private static @Nullable InetAddress address(DnsRecord record) {
    try {
      return record instanceof DnsRawRecord raw
          ? InetAddress.getByAddress(ByteBufUtil.getBytes(raw.content()))
          : null;
    } catch (UnknownHostException e) {
      return null; // an address of neither 4 nor 16 bytes
    }
  }

  private static @Nullable String name(DnsRecord record) {
    return record instanceof DnsPtrRecord pointer ? pointer.hostname() : null;
  }

  private static Answer.Reason reason(Throwable error) {
    if (!(error instanceof UnknownHostException)) {
      return Answer.Reason.FAILURE;
    }
    return switch (error.getCause()) {
      case null -> Answer.Reason.EMPTY; // answered without a record
      case DnsErrorCauseException e when e.getCode().equals(DnsResponseCode.NXDOMAIN) ->
          Answer.Reason.NXDOMAIN;
      case DnsNameResolverTimeoutException _ -> Answer.Reason.TIMEOUT;
      default -> Answer.Reason.FAILURE;
    };
  }

  /** RFC 1035, 3.5, and RFC 3596, 2.5: the address in reverse, by bytes or by half bytes. */
  static String reverse(InetAddress address) {
    byte[] bytes = address.getAddress();
    StringBuilder name = new StringBuilder();
    for (int i = bytes.length - 1; i >= 0; i--) {
      int value = Byte.toUnsignedInt(bytes[i]);
      if (bytes.length == 4) {
        name.append(value).append('.');
      } else {
        name.append(Integer.toHexString(value & 15)).append('.');
        name.append(Integer.toHexString(value >> 4)).append('.');
      }
    }
    return name.append(bytes.length == 4 ? "in-addr.arpa." : "ip6.arpa.").toString();
  }

  @Override
  public void close() {
    resolver.close();
    var _ = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
