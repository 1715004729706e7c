package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ListenException;
import io.heddle.TestPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DatagramServerTest {

    @Test
    void echoesDatagrams() throws Exception {
        try (var server = DatagramServers.echo();
                var sender = TestSender.to(server)) {
            sender.send("hello").expect("hello");
            sender.send("").expect("");
            byte[] largest = new byte[65_507];
            largest[65_506] = 1;
            sender.send(largest).expect(largest);

            assertEquals(3, server.received());
            eventually().until(() -> server.bytesOut() == 65_512); // counted once it is sent
            assertEquals(3, server.sent());
            assertEquals(65_512, server.bytesIn());
        }
    }

    @Test
    void echoesInSessions() throws Exception {
        try (var server = DatagramServers.startSessions(DatagramServers::echo);
                var one = TestSender.to(server);
                var other = TestSender.to(server)) {
            one.send("a").expect("a");
            other.send("b").expect("b");
            one.send("c").expect("c");

            assertEquals(2, server.sessions().size());
            assertEquals(2, server.handlers());
        }
    }

    @Test
    void receivesOnSeveralAddressesOfBothFamilies() throws Exception {
        var v4 = TestPeer.loopback(0);
        var v6 = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
        var config = DatagramServerConfig.on(v4, v6).withObservers(List.of());
        try (var server = DatagramServer.start(config, DatagramServers.ECHO);
                var first = TestSender.to(server.addresses().get(0));
                var second = TestSender.to(server.addresses().get(1))) {
            first.send("four").expect("four");
            second.send("six").expect("six");
        }
    }

    @Test
    void handlersThatBlockHoldUpNobodyElse() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                        DatagramServers.start(datagram -> {
                            if (datagram.length() == 1) {
                                release.await();
                            }
                            datagram.reply(datagram.payload());
                        });
                var blocked = TestSender.to(server);
                var other = TestSender.to(server)) {
            for (int i = 0; i < 100; i++) {
                blocked.send("x");
            }
            eventually().until(() -> server.handlers() == 100);

            other.send("quick").expect("quick");

            release.countDown();
            for (int i = 0; i < 100; i++) {
                blocked.expect("x");
            }
        }
    }

    @Test
    void takesItsPortAgainAfterClose() throws Exception {
        int port;
        try (var server = DatagramServers.echo();
                var sender = TestSender.to(server)) {
            port = server.port();
            sender.send("one").expect("one");
        }

        var config = DatagramServerConfig.on(TestPeer.loopback(port)).withObservers(List.of());
        try (var again = DatagramServer.start(config, DatagramServers.ECHO);
                var sender = TestSender.to(again)) {
            sender.send("two").expect("two");
        }
    }

    @Test
    void saysWhenItsPortIsTaken() throws Exception {
        try (var server = DatagramServers.echo()) {
            var config = DatagramServerConfig.on(TestPeer.loopback(server.port()));

            var failure =
                    assertThrows(
                            ListenException.class,
                            () -> DatagramServer.start(config, DatagramServers.ECHO));

            assertTrue(
                    failure.getMessage()
                            .startsWith("cannot listen on 127.0.0.1:" + server.port() + ":"),
                    failure::getMessage);
        }
    }
}
