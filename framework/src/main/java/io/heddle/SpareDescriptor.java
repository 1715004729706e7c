package io.heddle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A descriptor that does nothing but be there, to be given up when the process has no other left:
/// then one peer at a time can be accepted, to be told that it will not be served.
///
/// Confined to one thread.
final class SpareDescriptor implements Closeable {

    private @Nullable SocketChannel held;

    /// Takes a descriptor, unless it has one.
    ///
    /// @return whether it has one
    boolean hold() {
        if (held == null) {
            try {
                held = SocketChannel.open(); // the cheapest thing of the JDK's that takes one
            } catch (IOException noneLeft) {
                return false;
            }
        }
        return true;
    }

    /// Gives it up, for somebody else to take.
    ///
    /// @return whether there was one
    boolean release() throws IOException {
        SocketChannel given = held;
        if (given == null) {
            return false;
        }
        held = null;
        given.close();
        return true;
    }

    @Override
    public void close() throws IOException {
        release();
    }
}
