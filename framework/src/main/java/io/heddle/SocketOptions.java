package io.heddle;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Options of a socket, each of the type that the JDK gives it in `StandardSocketOptions` and
/// `jdk.net.ExtendedSocketOptions`. An option that the system does not know, or a value that it
/// refuses, is an error at [SocketServer#start], never ignored.
///
/// Immutable.
public final class SocketOptions {

    /// No option set: the system's defaults.
    public static final SocketOptions NONE = new SocketOptions(Map.of());

    /// What a connection has if nothing else is said: `TCP_NODELAY` on, so that a small answer is
    /// not held back.
    public static final SocketOptions CONNECTION_DEFAULT =
            NONE.with(StandardSocketOptions.TCP_NODELAY, true);

    private static final int MOST_SECONDS = 32_767; // of Linux
    private static final int MOST_QUESTIONS = 127; // likewise
    private static final int MOST_TRAFFIC_CLASS = 255;

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /// A copy with one option set.
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(value, option.name());
        var copy = new LinkedHashMap<>(values);
        copy.put(option, value);
        return new SocketOptions(copy);
    }

    /// A copy whose peers are asked whether they are still there when nothing has come from them
    /// for a time, in whole seconds on most systems; a peer that does not answer is one that has
    /// reset the connection (`SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTERVAL`, `TCP_KEEPCOUNT`).
    ///
    /// @param idle how long nothing has come, 1 s to 32767 s
    /// @param interval between two questions, 1 s to 32767 s
    /// @param count how many may stay unanswered, 1 to 127
    /// @throws IllegalArgumentException if one is out of its range
    public SocketOptions withKeepAlive(Duration idle, Duration interval, int count) {
        new Problems()
                .between("keep-alive idle seconds", 1, MOST_SECONDS, wholeSeconds(idle))
                .between("keep-alive interval seconds", 1, MOST_SECONDS, wholeSeconds(interval))
                .between("keep-alive count", 1, MOST_QUESTIONS, count)
                .throwIfAny();
        return with(StandardSocketOptions.SO_KEEPALIVE, true)
                .with(ExtendedSocketOptions.TCP_KEEPIDLE, wholeSeconds(idle))
                .with(ExtendedSocketOptions.TCP_KEEPINTERVAL, wholeSeconds(interval))
                .with(ExtendedSocketOptions.TCP_KEEPCOUNT, count);
    }

    /// Rounded up; more than there are is the largest.
    private static int wholeSeconds(Duration duration) {
        long seconds = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
        return Math.clamp(seconds, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// A copy that sends small answers at once (`TCP_NODELAY`), or collects them for some tens of
    /// milliseconds.
    public SocketOptions withNoDelay(boolean noDelay) {
        return with(StandardSocketOptions.TCP_NODELAY, noDelay);
    }

    /// A copy that acknowledges at once (`TCP_QUICKACK`, of Linux), until the system finds that it
    /// may go on as it likes: it is a hint.
    public SocketOptions withQuickAck(boolean quickAck) {
        return with(ExtendedSocketOptions.TCP_QUICKACK, quickAck);
    }

    /// A copy with other buffers of the system (`SO_RCVBUF`, `SO_SNDBUF`), which has its own
    /// opinion on them: Linux doubles what is asked, up to its limits, and no longer adapts it.
    ///
    /// @param receiveBytes at least 1
    /// @param sendBytes at least 1
    /// @throws IllegalArgumentException if one is out of its range
    public SocketOptions withBuffers(int receiveBytes, int sendBytes) {
        new Problems()
                .atLeast("receiveBytes", 1, receiveBytes)
                .atLeast("sendBytes", 1, sendBytes)
                .throwIfAny();
        return with(StandardSocketOptions.SO_RCVBUF, receiveBytes)
                .with(StandardSocketOptions.SO_SNDBUF, sendBytes);
    }

    /// A copy whose packets are marked (`IP_TOS`): the upper six bits are the class, 0xB8 say for
    /// voice ([RFC 2474 §3](https://www.rfc-editor.org/rfc/rfc2474#section-3)).
    ///
    /// @param trafficClass 0 to 255
    /// @throws IllegalArgumentException if it is out of its range
    public SocketOptions withTrafficClass(int trafficClass) {
        new Problems().between("trafficClass", 0, MOST_TRAFFIC_CLASS, trafficClass).throwIfAny();
        return with(StandardSocketOptions.IP_TOS, trafficClass);
    }

    /// A copy whose listening socket may be bound while connections of an earlier one linger
    /// (`SO_REUSEADDR`). On Linux and macOS the JDK sets it by itself.
    public SocketOptions withReuseAddress(boolean reuse) {
        return with(StandardSocketOptions.SO_REUSEADDR, reuse);
    }

    /// A copy whose listening socket shares its port with others of the same user that do likewise,
    /// in this process or another; the system deals peers out to them (`SO_REUSEPORT`).
    public SocketOptions withReusePort(boolean reuse) {
        return with(StandardSocketOptions.SO_REUSEPORT, reuse);
    }

    /// Sets all options on a channel.
    ///
    /// @throws IOException if the channel refuses, because its peer is gone say
    /// @throws UnsupportedOperationException if the channel does not know one
    public void applyTo(NetworkChannel channel) throws IOException {
        for (var entry : values.entrySet()) {
            set(channel, entry.getKey(), entry.getValue());
        }
    }

    /// Sets those options that a channel knows.
    void applyKnownTo(NetworkChannel channel) throws IOException {
        for (var entry : values.entrySet()) {
            if (channel.supportedOptions().contains(entry.getKey())) {
                set(channel, entry.getKey(), entry.getValue());
            }
        }
    }

    /// Notes what an open channel of the kind in question does not know or refuses.
    void check(String owner, NetworkChannel channel, Problems problems) {
        Set<SocketOption<?>> known = channel.supportedOptions();
        values.forEach((option, value) -> {
            String what = owner + " option " + option.name();
            if (!known.contains(option)) {
                problems.check(false, what + " is not supported by this system");
                return;
            }
            try {
                set(channel, option, value);
            } catch (IOException | RuntimeException refused) {
                problems.check(
                        false, what + " = " + value + " is refused: " + refused.getMessage());
            }
        });
    }

    @SuppressWarnings("unchecked") // with() let only values of the option's type in
    private static <T> void set(NetworkChannel channel, SocketOption<T> option, Object value)
            throws IOException {
        channel.setOption(option, (T) value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketOptions that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /// The options and their values, for people.
    @Override
    public String toString() {
        return values.toString();
    }
}
