package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.heddle.PermissionException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The few functions of the C library that ICMP sockets need: the only native calls of Heddle.
/// Nothing is looked up before [#load()].
///
/// Every length that a function is told is the size of the segment that it is given. A result below
/// 0 is an error, its number negated, as the kernel itself returns it. None of the calls waits, but
/// [#poll]: that is for platform threads.
final class Libc {

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_IN_STATE =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int POLLFD = 8; // int fd; short events; short revents

    private static final ReentrantLock LOADING = new ReentrantLock();
    private static volatile @Nullable Libc loaded; // written under LOADING

    private final Platform platform;
    private final MethodHandle socket;
    private final MethodHandle bind;
    private final MethodHandle getsockname;
    private final MethodHandle setsockopt;
    private final MethodHandle fcntl;
    private final MethodHandle sendto;
    private final MethodHandle recvmsg;
    private final MethodHandle poll;
    private final MethodHandle pipe;
    private final MethodHandle write;
    private final MethodHandle close;

    private Libc(Platform platform) {
        this.platform = platform;
        var count = platform == Platform.LINUX ? JAVA_LONG : JAVA_INT; // nfds_t
        socket = find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        bind = find("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        getsockname =
                find("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        setsockopt =
                find(
                        "setsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        fcntl =
                find(
                        "fcntl",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        sendto =
                find(
                        "sendto",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS,
                                JAVA_INT));
        recvmsg = find("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
        poll = find("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, count, JAVA_INT));
        pipe = find("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        write = find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        close = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /// The functions of this machine.
    ///
    /// @throws UnsupportedOperationException if it is neither Linux nor macOS
    /// @throws PermissionException if the JVM does not allow native access
    static Libc load() throws PermissionException {
        Libc libc = loaded;
        if (libc != null) {
            return libc;
        }
        Platform platform =
                Platform.current()
                        .orElseThrow(() ->
                                new UnsupportedOperationException(
                                        "ICMP needs Linux or macOS, this is "
                                                + System.getProperty("os.name")));
        LOADING.lock();
        try {
            libc = loaded;
            if (libc == null) {
                libc = new Libc(platform);
                libc.warmUp();
                loaded = libc;
            }
            return libc;
        } catch (IllegalCallerException denied) {
            throw new PermissionException(
                    "ICMP needs native access, and this JVM denies it: start it with"
                            + " --enable-native-access="
                            + (Libc.class.getModule().isNamed()
                                    ? Libc.class.getModule().getName()
                                    : "ALL-UNNAMED"),
                    denied);
        } finally {
            LOADING.unlock();
        }
    }

    /// Has the calls linked during which time is measured. There is no such descriptor.
    private void warmUp() {
        try (var arena = Arena.ofConfined()) {
            sendto(-1, arena.allocate(1), 0, arena.allocate(Platform.SOCKADDR_IN));
            poll(arena.allocate(0), 0);
        }
    }

    @SuppressWarnings("restricted") // this class is what native access is asked for
    private static MethodHandle find(
            String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        var all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = ERRNO;
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, all);
    }

    Platform platform() {
        return platform;
    }

    int socket(int domain, int type, int protocol) {
        return call(state -> (int) socket.invokeExact(state, domain, type, protocol));
    }

    int bind(int descriptor, MemorySegment address) {
        int length = length(address);
        return call(state -> (int) bind.invokeExact(state, descriptor, address, length));
    }

    /// Fills in the address that a socket is bound to.
    ///
    /// @return how long it is, or would be
    int getsockname(int descriptor, MemorySegment address) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, length(address));
            int result =
                    call(state ->
                            (int) getsockname.invokeExact(state, descriptor, address, length));
            return result < 0 ? result : length.get(JAVA_INT, 0);
        }
    }

    int setsockopt(int descriptor, int level, int option, MemorySegment value) {
        int length = length(value);
        return call(state ->
                (int) setsockopt.invokeExact(state, descriptor, level, option, value, length));
    }

    int setsockopt(int descriptor, int level, int option, int value) {
        try (var arena = Arena.ofConfined()) {
            return setsockopt(descriptor, level, option, arena.allocateFrom(JAVA_INT, value));
        }
    }

    /// Has programs that others start not inherit a descriptor.
    int closeOnExec(int descriptor) {
        return call(state ->
                (int) fcntl.invokeExact(state, descriptor, Platform.F_SETFD, Platform.FD_CLOEXEC));
    }

    /// Sends one message.
    ///
    /// @return how many bytes were sent
    int sendto(int descriptor, MemorySegment bytes, int flags, MemorySegment address) {
        long count = bytes.byteSize();
        int length = length(address);
        return call(state ->
                (int)
                        (long)
                                sendto.invokeExact(
                                        state, descriptor, bytes, count, flags, address, length));
    }

    /// Receives one message.
    ///
    /// @param message a `struct msghdr` of [ReceivedMessage], which knows what it points to
    /// @return how many bytes came; more than there was room for only with `MSG_TRUNC`
    int recvmsg(int descriptor, MemorySegment message, int flags) {
        return call(state -> (int) (long) recvmsg.invokeExact(state, descriptor, message, flags));
    }

    /// Waits until a descriptor is ready.
    ///
    /// @param descriptors of `struct pollfd`
    int poll(MemorySegment descriptors, int timeoutMillis) {
        int count = Math.toIntExact(descriptors.byteSize() / POLLFD);
        return platform == Platform.LINUX
                ? call(state ->
                        (int) poll.invokeExact(state, descriptors, (long) count, timeoutMillis))
                : call(state -> (int) poll.invokeExact(state, descriptors, count, timeoutMillis));
    }

    /// Makes two descriptors: what is written to one is read from the other.
    ///
    /// @param two room for two ints, the end to read from and the end to write to
    int pipe(MemorySegment two) {
        MemorySegment checked = two.asSlice(0, 2 * JAVA_INT.byteSize());
        return call(state -> (int) pipe.invokeExact(state, checked));
    }

    int write(int descriptor, MemorySegment bytes) {
        long count = bytes.byteSize();
        return call(state -> (int) (long) write.invokeExact(state, descriptor, bytes, count));
    }

    int close(int descriptor) {
        return call(state -> (int) close.invokeExact(state, descriptor));
    }

    private static int length(MemorySegment segment) {
        return Math.toIntExact(segment.byteSize());
    }

    private interface Call {
        int invoke(MemorySegment state) throws Throwable;
    }

    /// What a function returns, or its error, negated.
    private static int call(Call call) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = call.invoke(state);
            return result >= 0 ? result : -(int) ERRNO_IN_STATE.get(state, 0L);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible); // a C function throws nothing
        }
    }
}
