package io.heddle.loadtest.client.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.transport.ClientSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SourceAddressesTest {
    @Test
    @EnabledOnOs(OS.LINUX) // Other systems have one address of the loopback network alone.
    void goesOnToOtherAddressesOfTheLoopbackNetwork() throws Exception {
        var sources = new SourceAddresses(server(127, 0, 0, 1));
        var endpoint = Endpoint.datagrams(server(127, 0, 0, 1));
        try (var first = ClientSocket.open(endpoint);
                var second = ClientSocket.open(endpoint)) {
            sources.bind(first);
            assertNull(bound(first));

            assertTrue(sources.useNext());

            sources.bind(second);
            assertEquals(
                    InetAddress.ofLiteral("127.0.0.2"),
                    Objects.requireNonNull(bound(second)).getAddress());
        }
    }

    @Test
    void hasOneSourceForServersElsewhere() throws Exception {
        var sources = new SourceAddresses(server(192, 0, 2, 1));

        assertFalse(sources.useNext());
    }

    private static @Nullable InetSocketAddress bound(ClientSocket socket) throws IOException {
        return (InetSocketAddress) ((NetworkChannel) socket.channel()).getLocalAddress();
    }

    private static InetSocketAddress server(int... address) throws UnknownHostException {
        var bytes = new byte[address.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) address[i];
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 1);
    }
}
