package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {

    private static final ListenerConfig LISTENER =
            ListenerConfig.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7007));
    private static final ListenerConfig OTHER =
            ListenerConfig.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7008));

    private final ServerConfig config = ServerConfig.on(LISTENER);

    @Test
    void hasDefaultsForAllButItsListeners() {
        assertEquals("heddle", config.name());
        assertEquals(List.of(LISTENER), config.listeners());
        assertEquals(Limits.DEFAULT, config.limits());
        assertEquals(Timeouts.DEFAULT, config.timeouts());
        assertEquals(1, config.pollers());
        assertEquals(1, config.observers().size());
        assertInstanceOf(LoggingObserver.class, config.observers().getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7007, 65_535})
    void onPortListensOnAllAddresses(int port) {
        var address =
                (InetSocketAddress) ServerConfig.onPort(port).listeners().getFirst().address();

        assertEquals(port, address.getPort());
        assertTrue(address.getAddress().isAnyLocalAddress());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesPortOutOfItsRange(int port) {
        assertEquals(
                "port must be between 0 and 65535, was " + port,
                refusal(() -> ServerConfig.onPort(port)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void takesOneTo64Pollers(int pollers) {
        assertEquals(pollers, config.withPollers(pollers).pollers());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void refusesOtherNumbersOfPollers(int pollers) {
        assertEquals(
                "pollers must be between 1 and 64, was " + pollers,
                refusal(() -> config.withPollers(pollers)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void refusesBlankName(String name) {
        assertEquals("server name must not be blank", refusal(() -> config.withName(name)));
    }

    @Test
    void refusesToListenNowhere() {
        assertEquals("listeners must be at least 1, was 0", refusal(ServerConfig::on));
    }

    @Test
    void refusesListenersWithOneName() {
        assertEquals(
                "listener name a is used twice",
                refusal(() -> ServerConfig.on(LISTENER.withName("a"), OTHER.withName("a"))));
    }

    @Test
    void refusesListenersOnOneAddress() {
        assertEquals(
                "address 127.0.0.1:7007 is used twice",
                refusal(() -> ServerConfig.on(LISTENER, LISTENER.withName("b"))));
    }

    @Test
    void takesListenersOnPortsThatTheSystemChooses() {
        ListenerConfig any =
                ListenerConfig.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

        var two = ServerConfig.on(any.withName("a"), any.withName("b"));

        assertEquals(2, two.listeners().size());
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertEquals(
                "server name must not be blank; "
                        + "pollers must be between 1 and 64, was 0; "
                        + "listener name 127.0.0.1:7007 is used twice; "
                        + "address 127.0.0.1:7007 is used twice",
                refusal(() ->
                        new ServerConfig(
                                " ",
                                List.of(LISTENER, LISTENER),
                                Limits.DEFAULT,
                                Timeouts.DEFAULT,
                                0,
                                WatchdogConfig.DEFAULT,
                                List.of())));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> config.withName(null));
        assertThrows(NullPointerException.class, () -> config.withLimits(null));
        assertThrows(NullPointerException.class, () -> config.withTimeouts(null));
        assertThrows(NullPointerException.class, () -> config.withWatchdog(null));
        assertThrows(NullPointerException.class, () -> config.withListener(null));
        assertThrows(NullPointerException.class, () -> config.withObserver(null));
        assertThrows(NullPointerException.class, () -> config.withObservers(null));
    }

    @Test
    void copiesDifferInOneThing() {
        ServerObserver observer = new ServerObserver() {};
        ServerConfig silent = config.withObservers(List.of());

        assertEquals(copyOf("a", silent.limits(), silent.timeouts(), 1), silent.withName("a"));
        assertEquals(
                copyOf("heddle", Limits.DEFAULT.withMaxConnections(5), silent.timeouts(), 1),
                silent.withLimits(Limits.DEFAULT.withMaxConnections(5)));
        assertEquals(
                copyOf("heddle", silent.limits(), Timeouts.OFF, 1),
                silent.withTimeouts(Timeouts.OFF));
        assertEquals(
                copyOf("heddle", silent.limits(), silent.timeouts(), 3), silent.withPollers(3));
        var watchdog = WatchdogConfig.DEFAULT.withPinned(Duration.ofMillis(20));
        assertEquals(watchdog, silent.withWatchdog(watchdog).watchdog());
        assertEquals(List.of(LISTENER, OTHER), silent.withListener(OTHER).listeners());
        assertEquals(List.of(observer), silent.withObserver(observer).observers());
        assertEquals(2, config.withObserver(observer).observers().size());
    }

    private static ServerConfig copyOf(String name, Limits limits, Timeouts timeouts, int pollers) {
        return new ServerConfig(
                name,
                List.of(LISTENER),
                limits,
                timeouts,
                pollers,
                WatchdogConfig.DEFAULT,
                List.of());
    }

    @Test
    void listsCannotBeChanged() {
        List<ServerObserver> observers = new ArrayList<>();
        ServerConfig silent = config.withObservers(observers);

        observers.add(new ServerObserver() {});

        assertEquals(List.of(), silent.observers());
        assertThrows(UnsupportedOperationException.class, () -> config.listeners().add(OTHER));
        assertThrows(UnsupportedOperationException.class, () -> config.observers().clear());
    }
}
