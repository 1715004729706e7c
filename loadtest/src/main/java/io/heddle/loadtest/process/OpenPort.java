package io.heddle.loadtest.process;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/// Whether somebody listens on a port, of TCP or of UDP, or a Unix socket, of this machine.
final class OpenPort {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int MOST_DATAGRAMS = 10;

    private OpenPort() {}

    /// 127.0.0.1 with this port.
    static InetSocketAddress onLoopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /// Whether a connection is accepted there.
    static boolean accepts(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                ? acceptsOnUnix(unix)
                : acceptsOnTcp(address);
    }

    private static boolean acceptsOnUnix(UnixDomainSocketAddress address) {
        // Unlike a port on a network, it answers at once.
        try (var _ = SocketChannel.open(address)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean acceptsOnTcp(SocketAddress address) {
        try (var probe = new Socket()) {
            probe.connect(address, PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether datagrams are echoed there. Asks again and again, for ten seconds, where nothing
    /// says that nobody listens: the first may be slow, or lost.
    static boolean echoes(SocketAddress address) {
        try (var probe = new DatagramSocket()) {
            probe.connect(address);
            probe.setSoTimeout(PATIENCE_MILLIS);
            boolean answered = false;
            for (int i = 0; i < MOST_DATAGRAMS && !answered; i++) {
                answered = isAnswered(probe);
            }
            return answered;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isAnswered(DatagramSocket probe) throws IOException {
        var packet = new DatagramPacket(new byte[1], 1);
        probe.send(packet);
        try {
            probe.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /// A port that was free a moment ago.
    static int pickFree() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return listener.getLocalPort();
        }
    }
}
