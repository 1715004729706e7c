package io.heddle.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Makes the JDK open the descriptors that it keeps for good, those of its pollers for blocking
/// sockets on virtual threads say, so that no test seems to have left them behind.
final class JdkSockets {

    private static boolean done; // guarded by the class

    private JdkSockets() {}

    static synchronized void warmUp() {
        if (done) {
            return;
        }
        done = true;
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = ServerSocketChannel.open().bind(loopback)) {
            var echo = Thread.ofVirtual().unstarted(() -> echoOneByte(server));
            echo.start();
            await().until(() -> echo.getState() == Thread.State.WAITING); // the pollers are made
            try (var client = SocketChannel.open(server.getLocalAddress())) {
                client.write(ByteBuffer.allocate(1));
                client.read(ByteBuffer.allocate(1));
            }
            echo.join();
        } catch (IOException noLoopback) {
            throw new UncheckedIOException(noLoopback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echoOneByte(ServerSocketChannel server) {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (var peer = server.accept()) {
            peer.read(one);
            peer.write(one.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
