package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The system says whose process a peer is, and a listener turns strangers away.
@Timeout(60)
class UnixAccountsTest {

    @TempDir private Path directory;

    private SocketServer start(
            UnixAccess access, ConnectionHandler handler, ServerObserver observer)
            throws Exception {
        var listener =
                ListenerConfig.on(UnixDomainSocketAddress.of(directory.resolve("s")))
                        .withUnixAccess(access);
        return SocketServer.start(
                ServerConfig.on(listener).withObservers(List.of(observer)), handler);
    }

    private int ownUid() throws Exception {
        return (int) Files.getAttribute(directory, "unix:uid");
    }

    @Test
    void handlerSeesWhosePeerItIs() throws Exception {
        var seen = new AtomicReference<PeerCredentials>();
        var uid = new AtomicReference<OptionalInt>();
        ConnectionHandler handler =
                connection -> {
                    PeerCredentials peer = Objects.requireNonNull(PeerCredentials.of(connection));
                    uid.set(peer.uid());
                    seen.set(peer);
                };
        try (var server = start(UnixAccess.OWNER_ONLY, handler, new RecordingObserver());
                var peer = UnixPeer.connect(server.addresses().getFirst())) {
            peer.expectEnd();
        }

        assertEquals(Files.getOwner(directory), seen.get().user());
        assertEquals(OptionalInt.of(ownUid()), uid.get());
    }

    @Test
    void letsInWhoIsOnTheList() throws Exception {
        UnixAccess access = UnixAccess.OWNER_ONLY.withUsers("54321", Integer.toString(ownUid()));
        try (var server = start(access, Servers.ECHO, new RecordingObserver());
                var peer = UnixPeer.connect(server.addresses().getFirst())) {
            peer.echo("hello");
        }
    }

    @Test
    void turnsStrangersAway() throws Exception {
        Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
        var observer =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        rejections.add(rejection);
                    }
                };
        UnixAccess access = UnixAccess.OWNER_ONLY.withUsers("54321").withGroups("54321");
        Queue<Connection> served = new ConcurrentLinkedQueue<>();
        try (var server = start(access, served::add, observer);
                var peer = UnixPeer.connect(server.addresses().getFirst())) {
            peer.expectEnd();
            eventually().until(() -> rejections.size() == 1);
            eventually().until(() -> server.connections() == 0);

            assertEquals(RejectReason.NOT_ALLOWED, rejections.element().reason());
            assertEquals(0, served.size());
        }
    }

    @Test
    void peersOfTcpHaveNoCredentials() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, observer);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello");

            assertNull(PeerCredentials.of(observer.accepted().getFirst()));
        }
    }
}
