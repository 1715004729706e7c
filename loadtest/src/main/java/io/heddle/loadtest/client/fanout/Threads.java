package io.heddle.loadtest.client.fanout;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/// How the engine's threads and connections end.
final class Threads {
    private Threads() {}

    /// Waits for a thread that has been told to end; an interrupt is kept for the caller.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes a connection.
    ///
    /// @param reset with an RST rather than a FIN
    static void close(SocketChannel channel, boolean reset) {
        try {
            if (reset && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}
