package lab.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small real name server on the loopback address. Like Docker's, it returns a time to live of ten
 * minutes, which the gateway must ignore.
 */
public final class NameServer implements AutoCloseable {
  private static final int TTL = 600;

  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<DnsRecordType, Trouble> troubles = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Channel channel;

  /** Ways not to give an answer. */
  public enum Trouble {
    SILENCE,
    SERVFAIL,
    NXDOMAIN
  }

  private NameServer() {
    Bootstrap server =
        new Bootstrap()
            .group(thread)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new DatagramDnsQueryDecoder(),
                            new DatagramDnsResponseEncoder(),
                            new Answering());
                  }
                });
    channel = server.bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
  }

  public static NameServer start() {
    return new NameServer();
  }

  /** Its address, in the format of the gateway's setting. */
  public String address() {
    return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** From now on the name has these addresses; with none, the name still exists. */
  public void has(String name, String... literals) {
    addresses.put(name + ".", List.of(literals).stream().map(InetAddress::ofLiteral).toList());
  }

  /** From now on a reverse lookup of the address returns the name. */
  public void calls(String address, String name) {
    String[] bytes = address.split("\\.");
    names.put(
        "%s.%s.%s.%s.in-addr.arpa.".formatted(bytes[3], bytes[2], bytes[1], bytes[0]), name + ".");
  }

  /** From now on queries for such records fail this way. */
  public void has(Trouble trouble, DnsRecordType... types) {
    List.of(types).forEach(type -> troubles.put(type, trouble));
  }

  public void hasNoTrouble() {
    troubles.clear();
  }

  /** How often this was queried so far. */
  public int asked(String name, DnsRecordType type) {
    return count(name + ".", type).get();
  }

  private AtomicInteger count(String name, DnsRecordType type) {
    return asked.computeIfAbsent(name + type.name(), _ -> new AtomicInteger());
  }

  /** Answers each question by itself. */
  private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      count(question.name(), question.type()).incrementAndGet();
      Trouble trouble = troubles.get(question.type());
      if (trouble == Trouble.SILENCE) {
        return;
      }
      var response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
      response.setRecord(DnsSection.QUESTION, question);
      response.setCode(
          switch (trouble) {
            case null -> answer(question, response);
            case SERVFAIL -> DnsResponseCode.SERVFAIL;
            case NXDOMAIN, SILENCE -> DnsResponseCode.NXDOMAIN;
          });
      context.writeAndFlush(response);
    }

    private DnsResponseCode answer(DnsQuestion question, DatagramDnsResponse response) {
      if (question.type().equals(DnsRecordType.PTR)) {
        String name = names.get(question.name());
        if (name == null) {
          return DnsResponseCode.NXDOMAIN;
        }
        add(response, question, encoded(name));
        return DnsResponseCode.NOERROR;
      }
      List<InetAddress> all = addresses.get(question.name());
      if (all == null) {
        return DnsResponseCode.NXDOMAIN;
      }
      int bytes = question.type().equals(DnsRecordType.AAAA) ? 16 : 4;
      all.stream()
          .map(InetAddress::getAddress)
          .filter(address -> address.length == bytes)
          .forEach(address -> add(response, question, Unpooled.wrappedBuffer(address)));
      return DnsResponseCode.NOERROR;
    }

    private static void add(DatagramDnsResponse response, DnsQuestion question, ByteBuf content) {
      response.addRecord(
          DnsSection.ANSWER,
          new DefaultDnsRawRecord(question.name(), question.type(), TTL, content));
    }

    private static ByteBuf encoded(String name) {
      ByteBuf buffer = Unpooled.buffer();
      for (String label : name.split("\\.")) {
        buffer.writeByte(label.length());
        buffer.writeCharSequence(label, StandardCharsets.US_ASCII);
      }
      return buffer.writeByte(0);
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    thread.shutdownGracefully();
  }
}
