package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A peer that never reads is gone soon after the limit of writes, with buffers as they are by
/// default, and however long others may linger. `-Dheddle.write=5000`, in milliseconds, is the long
/// form.
@Timeout(120)
class UnreadPeerTest {

    private static final Duration LIMIT =
            Duration.ofMillis(Integer.getInteger("heddle.write", 500));
    private static final Duration LATEST = LIMIT.plusSeconds(8); // 1 s where nothing else runs
    private static final int MUCH = 50_000_000;

    @TempDir private Path folder;

    /// How it is written.
    enum Kind {
        LARGE_WRITES {
            @Override
            void write(Connection connection, Path folder) throws IOException {
                connection.output().write(new byte[MUCH]);
            }
        },
        SMALL_WRITES {
            @Override
            void write(Connection connection, Path folder) throws IOException {
                var bytes = new byte[1000];
                for (int i = 0; i < MUCH / bytes.length; i++) {
                    connection.output().write(bytes);
                }
            }
        },
        FILE {
            @Override
            void write(Connection connection, Path folder) throws IOException {
                Path path = Files.write(folder.resolve("file"), new byte[MUCH]);
                try (var file = FileChannel.open(path)) {
                    connection.output().transferFrom(file, 0, MUCH);
                }
            }
        },
        TLS {
            @Override
            void write(Connection connection, Path folder) throws IOException {
                connection.output().write(new byte[MUCH]);
            }
        };

        abstract void write(Connection connection, Path folder) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void isResetSoonAfterTheLimit(Kind kind) throws Exception {
        var own = TestCertificates.make(folder);
        ListenerConfig listener = ListenerConfig.on(TestPeer.loopback(0));
        if (kind == Kind.TLS) {
            listener = listener.withTransport(TlsTransport.of(own.context()));
        }
        Timeouts timeouts =
                Timeouts.DEFAULT
                        .withWrite(LIMIT)
                        .withGrace(Duration.ofHours(1))
                        .withLinger(Duration.ofHours(1));
        var observer = new RecordingObserver();
        var probe = Probe.doing(connection -> kind.write(connection, folder));
        ServerConfig config =
                ServerConfig.on(listener).withObservers(List.of(observer)).withTimeouts(timeouts);
        try (var server = SocketServer.start(config, probe);
                Socket peer = connect(kind, own, server.port())) {
            assertTrue(peer.isConnected());
            Connection connection = probe.connection();
            eventually().until(() -> connection.bytesOut() > 0);
            long begin = System.nanoTime();

            eventually().atMost(LATEST).until(() -> server.connections() == 0);

            System.out.printf(
                    "%s: a peer that never reads is gone %d ms after the first byte, limit %d ms%n",
                    kind, (System.nanoTime() - begin) / 1_000_000, LIMIT.toMillis());
            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.WRITE, late.phase());
            assertEquals(CloseReason.TIMED_OUT, observer.awaitReason());
        }
    }

    private static Socket connect(Kind kind, TestCertificates own, int port) throws IOException {
        InetAddress address = InetAddress.getLoopbackAddress();
        if (kind != Kind.TLS) {
            return new Socket(address, port);
        }
        var socket = own.trust().getSocketFactory().createSocket(address, port);
        ((SSLSocket) socket).startHandshake();
        return socket;
    }
}
