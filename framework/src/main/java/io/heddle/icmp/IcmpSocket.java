package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A ping socket, or else a raw socket, of one version of ICMP. None of its calls waits.
///
/// The descriptor is closed when nobody uses it any more: the system might give its number to
/// another file, and a message meant for the socket would go there.
final class IcmpSocket implements AutoCloseable {

    /// What [#send] returns when the socket is closed.
    static final int CLOSED = Integer.MIN_VALUE;

    private static final int RECEIVE_BUFFER = 1 << 20;

    private final Libc libc;
    private final Platform platform;
    private final IcmpVersion version;
    private final IcmpAccess access;
    private final int descriptor;
    private final int identifier;
    private final AtomicInteger users = new AtomicInteger(1); // the one is who has opened it
    private final AtomicBoolean closed = new AtomicBoolean();

    private IcmpSocket(Libc libc, IcmpVersion version, IcmpAccess access, int descriptor, int ttl)
            throws SocketRefusedException {
        this.libc = libc;
        this.platform = libc.platform();
        this.version = version;
        this.access = access;
        this.descriptor = descriptor;
        try {
            this.identifier = configure(ttl);
        } catch (SocketRefusedException | RuntimeException | Error failure) {
            libc.close(descriptor);
            throw failure;
        }
    }

    /// Opens one that is let do the least: a ping socket where there may be one.
    ///
    /// @param ttl of what is sent, 1 to 255
    static IcmpSocket open(Libc libc, IcmpVersion version, int ttl) throws SocketRefusedException {
        int family = version.family(libc.platform());
        int ping = libc.socket(family, Platform.SOCK_DGRAM, version.protocol());
        if (ping >= 0) {
            return new IcmpSocket(libc, version, IcmpAccess.PING_SOCKET, ping, ttl);
        }
        int raw = libc.socket(family, Platform.SOCK_RAW, version.protocol());
        if (raw >= 0) {
            return new IcmpSocket(libc, version, IcmpAccess.RAW_SOCKET, raw, ttl);
        }
        throw new SocketRefusedException(
                "no ICMP socket of "
                        + version
                        + ": ping socket: "
                        + Errno.print(libc.platform(), ping)
                        + ", raw socket: "
                        + Errno.print(libc.platform(), raw),
                Set.of(Errno.PERM, Errno.ACCES).contains(Errno.of(libc.platform(), raw)));
    }

    /// @return the identifier of its requests
    private int configure(int ttl) throws SocketRefusedException {
        check("fcntl", libc.closeOnExec(descriptor));
        libc.setsockopt(descriptor, platform.solSocket(), platform.soRcvbuf(), RECEIVE_BUFFER);
        if (version == IcmpVersion.IPV4) {
            set(Platform.IPPROTO_IP, platform.ipTtl(), ttl);
            set(Platform.IPPROTO_IP, platform.ipRecvttl(), 1);
        } else {
            set(Platform.IPPROTO_IPV6, platform.ipv6UnicastHops(), ttl);
            set(Platform.IPPROTO_IPV6, platform.ipv6Recvhoplimit(), 1);
        }
        if (hasErrorQueue()) {
            if (version == IcmpVersion.IPV4) {
                set(Platform.IPPROTO_IP, Platform.IP_RECVERR, 1);
            } else {
                set(Platform.IPPROTO_IPV6, Platform.IPV6_RECVERR, 1);
            }
        }
        if (access == IcmpAccess.RAW_SOCKET && platform == Platform.LINUX) {
            filter();
        }
        boolean isChosen = access == IcmpAccess.PING_SOCKET && platform.choosesIdentifier();
        return isChosen ? chosenIdentifier() : new SecureRandom().nextInt(1, 0x10000);
    }

    private void set(int level, int option, int value) throws SocketRefusedException {
        check("setsockopt", libc.setsockopt(descriptor, level, option, value));
    }

    /// Has the system drop what is neither a reply nor an error: bits that are set are dropped.
    private void filter() {
        boolean is4 = version == IcmpVersion.IPV4;
        int[] wanted = is4 ? new int[] {0, 3, 11, 12} : new int[] {129, 1, 2, 3, 4};
        try (var arena = Arena.ofConfined()) {
            MemorySegment types = arena.allocate(is4 ? 4 : 32, Long.BYTES).fill((byte) 0xff);
            for (int type : wanted) {
                int word = type / 32 * 4; // the words are in native order
                int bits = types.get(JAVA_INT, word);
                types.set(JAVA_INT, word, bits & ~(1 << (type % 32)));
            }
            libc.setsockopt( // a help, no need: what comes is looked at anyway
                    descriptor,
                    is4 ? Platform.SOL_RAW : Platform.IPPROTO_ICMPV6,
                    is4 ? Platform.ICMP_FILTER : Platform.ICMP6_FILTER,
                    types);
        }
    }

    private int chosenIdentifier() throws SocketRefusedException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment address = SocketAddresses.write(platform, version.any(), arena);
            check("bind", libc.bind(descriptor, address));
            check("getsockname", libc.getsockname(descriptor, address));
            return SocketAddresses.port(address);
        }
    }

    private void check(String call, int result) throws SocketRefusedException {
        if (result < 0) {
            throw new SocketRefusedException(
                    "ICMP socket of "
                            + version
                            + ": "
                            + call
                            + ": "
                            + Errno.print(platform, result),
                    false);
        }
    }

    IcmpVersion version() {
        return version;
    }

    IcmpAccess access() {
        return access;
    }

    int descriptor() {
        return descriptor;
    }

    int identifier() {
        return identifier;
    }

    /// Whether errors about its requests come by a queue of their own.
    boolean hasErrorQueue() {
        return access == IcmpAccess.PING_SOCKET && platform.hasErrorQueue();
    }

    /// Sends a message. Any thread.
    ///
    /// @return below 0 for an error, or [#CLOSED]
    int send(byte[] message, InetAddress target) {
        if (!enter()) {
            return CLOSED;
        }
        try (var arena = Arena.ofConfined()) {
            return libc.sendto(
                    descriptor,
                    arena.allocateFrom(JAVA_BYTE, message),
                    platform.msgDontwait(),
                    SocketAddresses.write(platform, target, arena));
        } finally {
            leave();
        }
    }

    private boolean enter() {
        int seen = users.get();
        while (seen > 0) {
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = users.get();
        }
        return false;
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            libc.close(descriptor);
        }
    }

    /// Reads a packet that came by it.
    IcmpPacket parse(ByteBuffer packet) {
        if (version == IcmpVersion.IPV6) {
            return IcmpParser.parse6(packet);
        }
        boolean bare = access == IcmpAccess.PING_SOCKET && !platform.pingSocketHasIpHeader();
        return IcmpParser.parse4(packet, bare ? IcmpParser.Prefix.NONE : platform.rawPrefix());
    }

    /// The TTL among control messages.
    OptionalInt ttl(ControlMessages control) {
        return version == IcmpVersion.IPV4
                ? control.number(Platform.IPPROTO_IP, platform.ipTtlMessage())
                : control.number(Platform.IPPROTO_IPV6, platform.ipv6HoplimitMessage());
    }

    /// Closes it, as soon as nobody sends. Any thread, any number of times.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
