package io.heddle;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

    /// Sets all options on a channel.
    ///
    /// @throws IOException if the channel refuses, because its peer is gone say
    void applyTo(NetworkChannel channel) throws IOException {
        for (var entry : values.entrySet()) {
            set(channel, entry.getKey(), entry.getValue());
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
