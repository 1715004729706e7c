package io.heddle.icmp;

import io.heddle.Deadline;
import io.heddle.IcmpException;
import io.heddle.OverloadedException;
import io.heddle.PermissionException;
import io.heddle.WaitEndedException;
import io.heddle.WorkLimit;
import io.heddle.WorkLimitConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Asks other machines whether they are there, by ICMP echo requests, as `ping` does.
///
/// ```java
/// try (var pinger = Pinger.open()) {
///     String answer = switch (pinger.ping(address, Duration.ofSeconds(1))) {
///         case EchoReply reply -> "there, in " + reply.roundTrip();
///         case IcmpError error -> error.from() + " says " + error.kind();
///         case NoReply none -> "silent for " + none.timeout();
///     };
/// }
/// ```
///
/// It has one socket for IPv4 and one for IPv6, which any number of threads share, virtual ones
/// too: they wait parked, while a platform thread of the pinger receives. It sends what [#ping]
/// asks for and nothing else; a request is never repeated, and never answered.
public final class Pinger implements AutoCloseable {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final int TRIES = 3; // of a call that may report an error of another request
    private static final long PAUSE_NANOS = 1_000_000;
    private static final String WAIT = "a wait for an echo reply";

    private final PingerConfig config;
    private final Platform platform;
    private final Map<IcmpVersion, IcmpSocket> sockets;
    private final Map<IcmpVersion, SocketRefusedException> refusals;
    private final Requests requests;
    private final Receiver receiver;
    private final WorkLimit limit;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pinger(
            PingerConfig config,
            Platform platform,
            Map<IcmpVersion, IcmpSocket> sockets,
            Map<IcmpVersion, SocketRefusedException> refusals,
            Requests requests,
            Receiver receiver) {
        this.config = config;
        this.platform = platform;
        this.sockets = sockets;
        this.refusals = refusals;
        this.requests = requests;
        this.receiver = receiver;
        this.limit = new WorkLimit("pings", WorkLimitConfig.fixed(config.mostOutstanding()));
    }

    /// Opens one with [PingerConfig#DEFAULT].
    ///
    /// @throws PermissionException if the process may not use ICMP; says how it might
    /// @throws IcmpException if the system has no ICMP sockets to give
    /// @throws UnsupportedOperationException on systems other than Linux and macOS
    public static Pinger open() throws PermissionException, IcmpException {
        return open(PingerConfig.DEFAULT);
    }

    /// Opens one. Ping sockets are preferred to raw ones. One version of IP is enough: a request of
    /// the other one says why it cannot be sent.
    ///
    /// @throws PermissionException if the process may not use ICMP; says how it might
    /// @throws IcmpException if the system has no ICMP sockets to give
    /// @throws UnsupportedOperationException on systems other than Linux and macOS
    public static Pinger open(PingerConfig config) throws PermissionException, IcmpException {
        Libc libc = Libc.load();
        Map<IcmpVersion, IcmpSocket> sockets = new EnumMap<>(IcmpVersion.class);
        Map<IcmpVersion, SocketRefusedException> refusals = new EnumMap<>(IcmpVersion.class);
        try {
            for (IcmpVersion version : IcmpVersion.values()) {
                try {
                    sockets.put(version, IcmpSocket.open(libc, version, config.ttl()));
                } catch (SocketRefusedException refused) {
                    refusals.put(version, refused);
                }
            }
            if (sockets.isEmpty()) {
                throw refused(refusals);
            }
            var requests = new Requests();
            Receiver receiver = Receiver.start(libc, List.copyOf(sockets.values()), requests);
            return new Pinger(config, libc.platform(), sockets, refusals, requests, receiver);
        } catch (PermissionException | IcmpException | RuntimeException | Error failure) {
            sockets.values().forEach(IcmpSocket::close);
            throw failure;
        }
    }

    /// Throws for all versions; for want of permission if that is the reason for any.
    private static IcmpException refused(Map<IcmpVersion, SocketRefusedException> refusals)
            throws PermissionException {
        List<SocketRefusedException> all = new ArrayList<>(refusals.values());
        for (SocketRefusedException each : all) {
            if (each.isForWantOfPermission()) {
                throw new PermissionException(IcmpPermission.missing(each), each);
            }
        }
        return new IcmpException(String.valueOf(all.getFirst().getMessage()), all.getFirst());
    }

    /// Sends one echo request, and waits for what becomes of it. Any thread.
    ///
    /// @param target the address of one machine; its scope counts, if it has one
    /// @param timeout how long to wait, 1 ms to 1 h
    /// @return [NoReply] when the timeout is over
    /// @throws OverloadedException if as many requests wait already as may
    /// @throws WaitEndedException if a [Deadline] or a limit of the connection was over
    /// @throws InterruptedIOException if the thread is interrupted; its status is still set
    /// @throws PermissionException if there is no socket for the target's version of IP, for want
    ///   of permission
    /// @throws IcmpException if the request could not be sent, or the pinger is or was closed
    /// @throws IllegalArgumentException if the target is a group, or stands for the machine's own
    ///   addresses, or the timeout is out of its range
    public PingOutcome ping(InetAddress target, Duration timeout) throws IOException {
        if (target.isMulticastAddress() || target.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "target must be one machine, was " + target.getHostAddress());
        }
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout must be between "
                            + SHORTEST_TIMEOUT
                            + " and "
                            + LONGEST_TIMEOUT
                            + ", was "
                            + timeout);
        }
        IcmpSocket socket = socketFor(target);
        return limit.run(() -> exchange(socket, target, timeout));
    }

    private IcmpSocket socketFor(InetAddress target) throws PermissionException, IcmpException {
        IcmpVersion version = IcmpVersion.of(target);
        IcmpSocket socket = sockets.get(version);
        if (socket == null) {
            SocketRefusedException refused = refusals.get(version);
            throw refused(Map.of(version, refused));
        }
        return socket;
    }

    private PingOutcome exchange(IcmpSocket socket, InetAddress target, Duration timeout)
            throws IOException {
        Deadline.throwIfOver(WAIT);
        long end = System.nanoTime() + timeout.toNanos();
        Request request = requests.add(socket, target);
        try {
            checkOpen(); // after it was added: who closes ends the waits of those who are there
            send(socket, request, end);
            PingOutcome outcome = await(request, end);
            return outcome == null ? new NoReply(target, request.sequence(), timeout) : outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            requests.remove(request);
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted in " + WAIT);
    }

    private void checkOpen() throws IcmpException {
        if (closed.get()) {
            throw closedNow();
        }
        IcmpException failure = receiver.failure();
        if (failure != null) {
            throw new IcmpException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private static IcmpException closedNow() {
        return new IcmpException("the pinger is closed", null);
    }

    /// A full buffer is waited for. Other errors may be those of a request before, which the system
    /// reports once.
    private void send(IcmpSocket socket, Request request, long end) throws IOException {
        byte[] message = request.write(config.payloadBytes());
        int tries = 0;
        while (true) {
            request.isSentNow();
            int result = socket.send(message, request.target());
            if (result >= 0) {
                return;
            }
            if (result == IcmpSocket.CLOSED) {
                throw closedNow();
            }
            Errno errno = Errno.of(platform, result);
            boolean isFull = Set.of(Errno.AGAIN, Errno.NOBUFS).contains(errno);
            if (isFull ? System.nanoTime() - end >= 0 : ++tries == TRIES) {
                throw new IcmpException(
                        "cannot send to "
                                + request.target().getHostAddress()
                                + ": "
                                + Errno.print(platform, result)
                                + (errno == Errno.ACCES ? " (a broadcast address?)" : ""),
                        null);
            }
            if (isFull) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
                Deadline.throwIfOver(WAIT);
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted();
                }
            }
        }
    }

    /// @return null if nothing has come in time
    private static @Nullable PingOutcome await(Request request, long end)
            throws IOException, InterruptedException {
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            long bounded =
                    Deadline.current()
                            .map(deadline -> Math.min(left, deadline.remaining().toNanos()))
                            .orElse(left);
            PingOutcome outcome = request.await(bounded);
            if (outcome != null || left == 0) {
                return outcome;
            }
            Deadline.throwIfOver(WAIT);
        }
    }

    /// How it gets at ICMP of the version of an address.
    public IcmpAccess access(InetAddress target) {
        IcmpSocket socket = sockets.get(IcmpVersion.of(target));
        return socket == null ? IcmpAccess.NONE : socket.access();
    }

    /// How many requests wait for a reply now.
    public int outstanding() {
        return requests.size();
    }

    /// How many messages it has received that were malformed, too late, or for others.
    public long discarded() {
        return receiver.discarded();
    }

    /// Ends all waits with an [IcmpException], and closes the sockets. Returns when the thread that
    /// receives has ended, which is at once; an interrupt does not change that. Any thread, any
    /// number of times.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            requests.fail(closedNow());
            receiver.stop();
            sockets.values().forEach(IcmpSocket::close);
        }
    }
}
