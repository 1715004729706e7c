package io.heddle.loadtest.process;

import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every server of one comparison is told alike.
///
/// @param loops event loops of event-driven targets, at least 1
/// @param bufferBytes the read buffer of targets whose buffer does not adapt, at least 1
/// @param backend where calls to the backend go; null if there is none
/// @param jvmArguments further flags of the JVM of a target; they come last and so win
public record ServeOptions(
        Protocol protocol,
        int loops,
        int bufferBytes,
        @Nullable InetSocketAddress backend,
        List<String> jvmArguments) {
    private static final int BUFFER_BYTES = 64 * 1024;

    public ServeOptions {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /// This protocol and this many loops, the rest as usual.
    public static ServeOptions of(Protocol protocol, int loops) {
        return new ServeOptions(protocol, loops, BUFFER_BYTES, null, List.of());
    }

    public ServeOptions withBackend(InetSocketAddress backend) {
        return new ServeOptions(protocol, loops, bufferBytes, backend, jvmArguments);
    }

    public ServeOptions withBufferBytes(int bufferBytes) {
        return new ServeOptions(protocol, loops, bufferBytes, backend, jvmArguments);
    }

    public ServeOptions withJvmArguments(List<String> jvmArguments) {
        return new ServeOptions(protocol, loops, bufferBytes, backend, jvmArguments);
    }
}
