package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerConfigTest {

    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7007);

    private final ListenerConfig config = ListenerConfig.on(ADDRESS);

    @Test
    void isNamedAfterItsAddress() {
        assertEquals("127.0.0.1:7007", config.name());
        assertEquals(ADDRESS, config.address());
    }

    @Test
    void hasLongBacklogAndNoDelayByDefault() {
        assertEquals(4096, config.binding().backlog());
        assertEquals(SocketOptions.NONE, config.binding().options());
        assertEquals(
                SocketOptions.NONE.with(StandardSocketOptions.TCP_NODELAY, true),
                config.connectionOptions());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
    void takesBacklogFromOneOn(int backlog) {
        assertEquals(backlog, config.withBacklog(backlog).binding().backlog());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesBacklogBelowOne(int backlog) {
        assertEquals(
                "backlog must be at least 1, was " + backlog,
                refusal(() -> config.withBacklog(backlog)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesBlankName(String name) {
        assertEquals("listener name must not be blank", refusal(() -> config.withName(name)));
    }

    @Test
    void refusesUnknownHost() {
        var unknown = InetSocketAddress.createUnresolved("no.such.host.invalid", 7007);

        assertEquals(
                "listener no.such.host.invalid:7007: host no.such.host.invalid is unknown",
                refusal(() -> ListenerConfig.on(unknown)));
    }

    @Test
    void tellsAllProblemsAtOnce() {
        var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 1);

        assertEquals(
                "listener name must not be blank; " + "listener  : host nowhere.invalid is unknown",
                refusal(() ->
                        new ListenerConfig(
                                " ",
                                unknown,
                                Binding.DEFAULT,
                                SocketOptions.NONE,
                                null,
                                Transport.PLAIN,
                                ListenerLimits.NONE,
                                null)));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> config.withOptions(null));
        assertThrows(NullPointerException.class, () -> config.withConnectionOptions(null));
        assertThrows(NullPointerException.class, () -> config.withName(null));
        assertThrows(NullPointerException.class, () -> ListenerConfig.on(null));
    }

    @Test
    void copiesDifferInOneThing() {
        SocketOptions options = SocketOptions.NONE.with(StandardSocketOptions.SO_RCVBUF, 4096);

        assertEquals(
                new ListenerConfig(
                        "a",
                        ADDRESS,
                        new Binding(4096, SocketOptions.NONE, 1, UnixAccess.OWNER_ONLY, false),
                        SocketOptions.CONNECTION_DEFAULT,
                        null,
                        Transport.PLAIN,
                        ListenerLimits.NONE,
                        null),
                config.withName("a"));
        assertEquals(
                new ListenerConfig(
                        "127.0.0.1:7007",
                        ADDRESS,
                        new Binding(5, SocketOptions.NONE, 1, UnixAccess.OWNER_ONLY, false),
                        SocketOptions.CONNECTION_DEFAULT,
                        null,
                        Transport.PLAIN,
                        ListenerLimits.NONE,
                        null),
                config.withBacklog(5));
        assertEquals(
                new ListenerConfig(
                        "127.0.0.1:7007",
                        ADDRESS,
                        new Binding(4096, options, 1, UnixAccess.OWNER_ONLY, false),
                        SocketOptions.CONNECTION_DEFAULT,
                        null,
                        Transport.PLAIN,
                        ListenerLimits.NONE,
                        null),
                config.withOptions(options));
        assertEquals(
                new ListenerConfig(
                        "127.0.0.1:7007",
                        ADDRESS,
                        new Binding(4096, SocketOptions.NONE, 1, UnixAccess.OWNER_ONLY, false),
                        options,
                        null,
                        Transport.PLAIN,
                        ListenerLimits.NONE,
                        null),
                config.withConnectionOptions(options));
        assertEquals(
                new ListenerConfig(
                        "127.0.0.1:7007",
                        ADDRESS,
                        new Binding(4096, SocketOptions.NONE, 1, UnixAccess.OWNER_ONLY, false),
                        SocketOptions.CONNECTION_DEFAULT,
                        null,
                        Transport.PLAIN,
                        ListenerLimits.NONE,
                        Timeouts.OFF),
                config.withTimeouts(Timeouts.OFF));
    }
}
