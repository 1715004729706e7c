package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.heddle.IcmpException;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Reply;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The thread that receives for a [Pinger]. It is a platform thread, because it waits in a native
/// call, where a virtual thread would keep its carrier.
///
/// What it receives is handed to who waits for it, or dropped; it sends nothing.
final class Receiver {

    private static final int AT_ONCE = 64; // messages of one socket, before the others have a turn
    private static final int NO_DESCRIPTOR = -1;
    private static final int POLLFD = 8;
    private static final int EVENTS_AT = 4;
    private static final int RETURNED_AT = 6;

    private final Libc libc;
    private final List<IcmpSocket> sockets;
    private final Requests requests;
    private final WakeUp wakeUp;
    private final Thread thread;
    private final AtomicLong discarded = new AtomicLong();
    private volatile boolean stopping; // written by who stops it
    private volatile @Nullable IcmpException failure; // written by the thread

    private Receiver(Libc libc, List<IcmpSocket> sockets, Requests requests, WakeUp wakeUp) {
        this.libc = libc;
        this.sockets = sockets;
        this.requests = requests;
        this.wakeUp = wakeUp;
        this.thread = Thread.ofPlatform().name("icmp-receiver").daemon(true).unstarted(this::run);
    }

    static Receiver start(Libc libc, List<IcmpSocket> sockets, Requests requests)
            throws IcmpException {
        WakeUp wakeUp = WakeUp.open(libc);
        try {
            var receiver = new Receiver(libc, sockets, requests, wakeUp);
            receiver.warmUp();
            receiver.thread.start();
            return receiver;
        } catch (RuntimeException | Error noThread) {
            wakeUp.close();
            throw noThread;
        }
    }

    /// Why it has ended by itself; null if it has not.
    @Nullable IcmpException failure() {
        return failure;
    }

    /// How many messages were for nobody.
    long discarded() {
        return discarded.get();
    }

    /// Ends it, and returns when it has ended. Only once.
    void stop() {
        stopping = true;
        wakeUp.wake();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        wakeUp.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var arena = Arena.ofConfined()) {
            receive(arena);
        } catch (IcmpException failed) {
            end(failed);
        } catch (RuntimeException | Error unexpected) {
            end(new IcmpException("the ICMP receiver failed: " + unexpected, unexpected));
        }
    }

    private void end(IcmpException failure) {
        this.failure = failure; // before the look at the requests, as they are added before theirs
        requests.fail(failure);
    }

    private void receive(Arena arena) throws IcmpException {
        var message = new ReceivedMessage(libc, arena);
        MemorySegment descriptors =
                arena.allocate((long) POLLFD * (sockets.size() + 1), Long.BYTES);
        for (int i = 0; i < sockets.size(); i++) {
            watch(descriptors, i, sockets.get(i).descriptor());
        }
        watch(descriptors, sockets.size(), wakeUp.descriptor());
        while (!stopping) {
            int ready = libc.poll(descriptors, -1);
            if (ready < 0 && Errno.of(libc.platform(), ready) != Errno.INTR) {
                throw new IcmpException("poll: " + Errno.print(libc.platform(), ready), null);
            }
            for (int i = 0; i < sockets.size() && ready > 0; i++) {
                drain(sockets.get(i), returned(descriptors, i), message);
            }
        }
    }

    /// Has the code that a reply takes loaded and linked, so that the first one is not measured
    /// many times as slow as it is. Nothing is sent, and nothing received.
    private void warmUp() {
        try (var arena = Arena.ofConfined()) {
            var message = new ReceivedMessage(libc, arena);
            message.receive(NO_DESCRIPTOR, 0);
            warmUp(message.control());
        }
    }

    private void warmUp(ControlMessages control) {
        for (IcmpSocket socket : sockets) {
            IcmpVersion version = socket.version();
            byte[] reply = EchoMessages.reply(version);
            IcmpPacket packet =
                    version == IcmpVersion.IPV4
                            ? IcmpParser.parse4(ByteBuffer.wrap(reply), IcmpParser.Prefix.NONE)
                            : IcmpParser.parse6(ByteBuffer.wrap(reply));
            handle(socket, version.any(), packet, control, 0);
        }
    }

    private static void watch(MemorySegment descriptors, int index, int descriptor) {
        descriptors.set(JAVA_INT, (long) index * POLLFD, descriptor);
        descriptors.set(JAVA_SHORT, (long) index * POLLFD + EVENTS_AT, Platform.POLLIN);
    }

    private static int returned(MemorySegment descriptors, int index) {
        return descriptors.get(JAVA_SHORT, (long) index * POLLFD + RETURNED_AT);
    }

    private void drain(IcmpSocket socket, int events, ReceivedMessage message)
            throws IcmpException {
        if ((events & Platform.POLLERR) != 0 && socket.hasErrorQueue()) {
            for (int i = 0; i < AT_ONCE; i++) {
                if (message.receive(socket.descriptor(), Platform.MSG_ERRQUEUE) < 0) {
                    break;
                }
                count(handleError(socket, message));
            }
        }
        if (events != 0) {
            drain(socket, message);
        }
    }

    private void drain(IcmpSocket socket, ReceivedMessage message) throws IcmpException {
        int errors = 0;
        int result = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            result = message.receive(socket.descriptor(), 0);
            if (result >= 0) {
                count(handle(socket, message));
            } else if (Errno.of(libc.platform(), result) == Errno.AGAIN) {
                return;
            } else {
                errors++; // about something that was sent: reported once, then it is over
            }
        }
        if (errors == AT_ONCE) {
            throw new IcmpException("recvmsg: " + Errno.print(libc.platform(), result), null);
        }
    }

    private void count(boolean taken) {
        if (!taken) {
            discarded.incrementAndGet();
        }
    }

    private boolean handle(IcmpSocket socket, ReceivedMessage message) {
        long now = System.nanoTime();
        InetAddress from = message.address();
        return from != null
                && handle(socket, from, socket.parse(message.packet()), message.control(), now);
    }

    private boolean handle(
            IcmpSocket socket,
            InetAddress from,
            IcmpPacket packet,
            ControlMessages control,
            long now) {
        return switch (packet) {
            case Reply reply -> {
                int ttl = reply.ttl() > 0 ? reply.ttl() : socket.ttl(control).orElse(0);
                yield requests.reply(socket, from, reply.withTtl(ttl), now);
            }
            case Problem problem -> requests.problem(socket, from, problem);
            case IcmpPacket.Discarded _ -> false;
        };
    }

    private boolean handleError(IcmpSocket socket, ReceivedMessage message) {
        return QueuedError.read(
                        socket.version(), message.packet(), message.address(), message.control())
                .map(error -> requests.problem(socket, error.from(), error.problem()))
                .orElse(false);
    }
}
