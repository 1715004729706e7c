package io.heddle.loadtest.client.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SourceAddressesTest {
    @Test
    @EnabledOnOs(OS.LINUX) // Other systems have one address of the loopback network alone.
    void goesOnToOtherAddressesOfTheLoopbackNetwork() throws Exception {
        var sources = new SourceAddresses(server(127, 0, 0, 1));
        try (var first = SocketChannel.open();
                var second = SocketChannel.open()) {
            sources.bind(first);
            assertNull(first.getLocalAddress());

            assertTrue(sources.useNext());

            sources.bind(second);
            var bound = (InetSocketAddress) second.getLocalAddress();
            assertEquals("127.0.0.2", bound.getAddress().getHostAddress());
        }
    }

    @Test
    void hasOneSourceForServersElsewhere() throws Exception {
        var sources = new SourceAddresses(server(192, 0, 2, 1));

        assertFalse(sources.useNext());
    }

    private static InetSocketAddress server(int... address) throws UnknownHostException {
        var bytes = new byte[address.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) address[i];
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 1);
    }
}
